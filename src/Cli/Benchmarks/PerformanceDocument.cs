// docs/performance.md: as it is, and as the last commit has it.

using Xv6.Cli.Tools;

namespace Xv6.Cli.Benchmarks;

public static class PerformanceDocument
{
    private const string Name = "docs/performance.md";

    public static string Path => System.IO.Path.Combine(Repository.Root, Name);

    /// <summary>The text in the last commit; in a copy without a history, the file's.</summary>
    public static string Committed()
    {
        CapturedProcess? show = Executables.Find("git") is { } git ? CapturedProcess.Run(git, ["show", $"HEAD:{Name}"], Repository.Root) : null;
        return show is { ExitStatus: 0 } ? show.Output : File.ReadAllText(Path);
    }

    /// <summary>Writes figures in the place of those of the same benchmarks.</summary>
    public static void Save(string conditions, IReadOnlyDictionary<string, BenchmarkFigures> figures)
    {
        string document = File.ReadAllText(Path);
        Dictionary<string, BenchmarkFigures> all = new(BenchmarkTable.Read(document));
        foreach ((string name, BenchmarkFigures measured) in figures)
            all[name] = measured.Or(all.GetValueOrDefault(name));
        File.WriteAllText(Path, BenchmarkTable.Replace(document, conditions, all));
    }

    /// <summary>Writes another text in the section that this mark begins.</summary>
    public static void Replace(string begin, string text) => File.WriteAllText(Path, MarkedSection.Replace(File.ReadAllText(Path), begin, text));
}
