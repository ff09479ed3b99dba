// The installation of .NET that runs this program: its `dotnet` command, its SDK, its reference assemblies.

using Xv6.Cli.Tools;

namespace Xv6.Cli.Build;

public static class DotnetHost
{
    /// <summary>The running base class library is in INSTALLATION/shared/Microsoft.NETCore.App/VERSION.</summary>
    private static readonly string s_installation = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));

    /// <summary>The `dotnet` command: the launcher found it, and it runs this program.</summary>
    public static string Command { get; } = Environment.ProcessPath is { } running && Path.GetFileName(running) == "dotnet"
        ? running
        : Executables.Find("dotnet") ?? "dotnet";

    /// <summary>The folder of the newest SDK of the running release.</summary>
    public static string Sdk => Newest(Path.Combine(s_installation, "sdk"));

    /// <summary>The folder with the reference assemblies that programs compile against.</summary>
    public static string ReferenceAssemblies =>
        Path.Combine(Newest(Path.Combine(s_installation, "packs", "Microsoft.NETCore.App.Ref")), "ref", $"net{Environment.Version.Major}.0");

    /// <summary>
    /// A build that leaves no server behind: one would outlive this program and hold on to its output, and whoever waits for the end
    /// of that would wait for minutes.
    /// </summary>
    public static IEnumerable<string> BuildArguments(string project) =>
        ["build", project, "--nologo", "-v", "quiet", "-nodeReuse:false", "-p:UseSharedCompilation=false"];

    /// <summary>The distinct errors of a failed build, a line each.</summary>
    public static string ErrorsOf(CapturedProcess build)
    {
        string[] errors = [.. build.Output.Split('\n').Where(line => line.Contains("error ", StringComparison.Ordinal)).Select(line => line.Trim()).Distinct()];
        return errors.Length > 0 ? string.Join('\n', errors) : build.Output + build.Errors;
    }

    /// <summary>The subfolder with the highest version of the running release.</summary>
    private static string Newest(string folder) => Directory.EnumerateDirectories(folder, $"{Environment.Version.Major}.*")
        .OrderByDescending(path => Version.TryParse(Path.GetFileName(path).Split('-')[0], out Version? version) ? version : new Version())
        .FirstOrDefault() ?? throw new UserException($"{folder} has nothing for .NET {Environment.Version.Major}; install its SDK.");
}
