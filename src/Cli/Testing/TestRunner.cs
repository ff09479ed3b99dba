// Runs the tests of one project by `dotnet test` and reads its report (TRX).

using System.Collections.Immutable;
using System.Xml.Linq;
using Xv6.Cli.Build;
using Xv6.Cli.Tools;

namespace Xv6.Cli.Testing;

/// <param name="filter">Part of the full names of the tests to run; null = all.</param>
public sealed class TestRunner(string? filter)
{
    private static readonly XNamespace s_report = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public TestSummary Run(string project)
    {
        string folder = Repository.Artifact("test-results");
        string report = Path.Combine(folder, project + ".trx");
        Directory.CreateDirectory(folder);
        File.Delete(report);
        LiveCount count = new(project);
        CapturedProcess run = CapturedProcess.Run(
            DotnetHost.Command,
            [
                "test", Repository.BuiltAssembly(project), "--nologo", "--results-directory", folder,
                "--logger", $"trx;LogFileName={project}.trx", "--logger", "console;verbosity=normal",
                .. filter is null ? (string[])[] : ["--filter", $"FullyQualifiedName~{Escaped(filter)}|DisplayName~{Escaped(filter)}"],
            ],
            Repository.Root,
            count.Observe);
        count.Erase();
        return File.Exists(report) ? Read(report, run) : WithoutReport(project, run);
    }

    private static TestSummary Read(string path, CapturedProcess run)
    {
        XElement root = XDocument.Load(path).Root!;
        XElement[] results = [.. root.Descendants(s_report + "UnitTestResult")];
        ImmutableArray<TestFailure> failed = [.. results.Where(result => Outcome(result) == "Failed").Select(Failure)];
        int passed = results.Count(result => Outcome(result) == "Passed");

        // The run can also fail as a whole: a test that ends its process leaves results only of those before it.
        if (run.ExitStatus != 0 && failed.IsEmpty && passed > 0)
            failed = [new(Path.GetFileNameWithoutExtension(path), $"The run did not end properly.\n{run.Output}{run.Errors}")];
        return new(passed, Seconds(root), failed);
    }

    private static TestSummary WithoutReport(string project, CapturedProcess run)
    {
        bool nothingMatched = run.ExitStatus == 0;
        return new(0, 0, nothingMatched ? [] : [new(project, $"The tests could not be run.\n{run.Output}{run.Errors}")]);
    }

    private static string? Outcome(XElement result) => (string?)result.Attribute("outcome");

    private static TestFailure Failure(XElement result)
    {
        XElement? error = result.Descendants(s_report + "ErrorInfo").FirstOrDefault();
        string message = $"{(string?)error?.Element(s_report + "Message")}\n{(string?)error?.Element(s_report + "StackTrace")}".TrimEnd();
        return new((string?)result.Attribute("testName") ?? "unnamed", message);
    }

    private static double Seconds(XElement root)
    {
        XElement? times = root.Element(s_report + "Times");
        return times is null ? 0 : ((DateTimeOffset)times.Attribute("finish")! - (DateTimeOffset)times.Attribute("start")!).TotalSeconds;
    }

    /// <summary>Characters with a meaning in filter expressions are data here.</summary>
    private static string Escaped(string text) => string.Concat(text.Select(character => @"\()&|=!~".Contains(character) ? $"\\{character}" : $"{character}"));
}
