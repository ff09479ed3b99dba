// The test projects of this clone: every tests/NAME.Tests.

using Xv6.Cli.Build;
using Xv6.Cli.Tools;

namespace Xv6.Cli.Testing;

public static class TestProjects
{
    private const string Ending = ".Tests";

    /// <summary>The one that boots machines is the slowest: it comes last.</summary>
    private const string Slowest = "Machine.Tests";

    public static IReadOnlyList<string> Names =>
    [
        .. Directory.EnumerateDirectories(Path.Combine(Repository.Root, "tests"), "*" + Ending)
            .Where(folder => File.Exists(Path.Combine(folder, Path.GetFileName(folder) + ".csproj")))
            .Select(folder => Path.GetFileName(folder)!)
            .OrderBy(name => name == Slowest).ThenBy(name => name, StringComparer.Ordinal),
    ];

    /// <summary>Brings all of them up to date, in one build of the solution.</summary>
    public static void Build()
    {
        // A solution has a configuration of its own to say; its projects' default doesn't count.
        CapturedProcess build = CapturedProcess.Run(
            DotnetHost.Command, [.. DotnetHost.BuildArguments(Path.Combine(Repository.Root, "xv6sharp.slnx")), "-c", "Release"]);
        if (build.ExitStatus != 0)
            throw new UserException($"the tests do not build:\n{DotnetHost.ErrorsOf(build)}");
    }
}
