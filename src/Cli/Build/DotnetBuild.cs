// Builds C# projects of this clone with `dotnet build`, if their sources changed.

using Xv6.Cli.Tools;

namespace Xv6.Cli.Build;

/// <param name="Project">The folder of the project below the clone's root, such as <c>src/Programs</c>.</param>
/// <param name="Sources">Folders and files below the root whose change makes it stale.</param>
public sealed record DotnetBuild(string Project, params string[] Sources)
{
    private static readonly string[] s_commonSources = ["Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig"];

    /// <summary>A property to set to true: another way to build the project, whose output goes elsewhere. Null = none.</summary>
    public string? Property { get; init; }

    private string Stamp => Repository.Artifact("stamps", Project.Replace('/', '.') + (Property is null ? "" : "-" + Property));

    private string[] Properties => Property is null ? [] : [$"-p:{Property}=true"];

    /// <returns>True if it was built, false if it was up to date.</returns>
    /// <exception cref="UserException">It doesn't build; the message has the compiler's errors.</exception>
    public bool Update()
    {
        if (!IsStale())
            return false;

        // The time before the build: what changes meanwhile is stale again.
        DateTime start = DateTime.UtcNow;
        CapturedProcess build = CapturedProcess.Run(DotnetHost.Command, [.. DotnetHost.BuildArguments(Path.Combine(Repository.Root, Project)), .. Properties]);
        if (build.ExitStatus != 0)
            throw new UserException($"{Project} does not build:\n{DotnetHost.ErrorsOf(build)}");
        Directory.CreateDirectory(Path.GetDirectoryName(Stamp)!);
        File.WriteAllText(Stamp, "");
        File.SetLastWriteTimeUtc(Stamp, start);
        return true;
    }

    /// <summary>A folder's own time tells of removed files.</summary>
    private bool IsStale()
    {
        if (!File.Exists(Stamp))
            return true;
        DateTime built = File.GetLastWriteTimeUtc(Stamp);
        return Sources.Concat(s_commonSources).Select(source => Path.Combine(Repository.Root, source))
            .SelectMany(path => Directory.Exists(path) ? Directory.EnumerateFileSystemEntries(path, "*", SearchOption.AllDirectories).Prepend(path) : [path])
            .Any(path => File.GetLastWriteTimeUtc(path) > built);
    }
}
