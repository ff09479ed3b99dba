// The `dotnet` command of the SDK that runs this program.

using Xv6.Cli.Tools;

namespace Xv6.Cli.Build;

public static class DotnetHost
{
    /// <summary>The host that runs this program; the launcher found it.</summary>
    public static string Path { get; } = Environment.ProcessPath is { } running && System.IO.Path.GetFileName(running) == "dotnet"
        ? running
        : Executables.Find("dotnet") ?? "dotnet";

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
}
