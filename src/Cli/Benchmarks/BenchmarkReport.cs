// Shows figures beside those of the last commit, and says in words what became better or worse.

using Spectre.Console;
using Xv6.Cli.Tools;

namespace Xv6.Cli.Benchmarks;

public static class BenchmarkReport
{
    public static void Show(IReadOnlyList<BenchmarkComparison> comparisons)
    {
        Table table = new Table().Border(TableBorder.None);
        table.AddColumns("[bold]operation[/]", "[bold]unit[/]");
        foreach (string heading in (string[])["counted", "before", "change", "promised", "clock", "before", "change"])
            table.AddColumn(new TableColumn($"[bold]{heading}[/]").RightAligned());
        foreach (BenchmarkComparison comparison in comparisons)
            table.AddRow(Cells(comparison));
        TableConsole.Write(table);
        foreach (string line in Findings(comparisons))
            Console.WriteLine(line);
    }

    /// <summary>What is to be said about the counted figures.</summary>
    public static IEnumerable<string> Findings(IReadOnlyList<BenchmarkComparison> comparisons)
    {
        foreach ((Verdict verdict, string word) in ((Verdict, string)[])[(Verdict.Better, "better"), (Verdict.Worse, "worse")])
        {
            string[] names = [.. comparisons.Where(comparison => comparison.Verdict == verdict).Select(comparison => $"{comparison.Benchmark.Name} {Percent(comparison.CountedChange)}")];
            if (names.Length > 0)
                yield return $"{word} than the last commit: {string.Join(", ", names)}";
        }

        string[] missed = [.. comparisons.Where(comparison => comparison.MissesTarget).Select(comparison => comparison.Benchmark.Name)];
        if (missed.Length > 0)
            yield return $"not what is promised: {string.Join(", ", missed)}";
        int judged = comparisons.Count(comparison => comparison.Verdict != Verdict.None);
        int same = comparisons.Count(comparison => comparison.Verdict == Verdict.Same);
        yield return $"{same} of {judged} counted figures are the last commit's; those by the clock are only shown";
    }

    private static Text[] Cells(BenchmarkComparison comparison)
    {
        Style counted = comparison.Verdict switch
        {
            Verdict.Better => new(Color.Green),
            Verdict.Worse => new(Color.Red),
            _ => Style.Plain,
        };
        Style promised = comparison.MissesTarget ? new(Color.Red) : Style.Plain;
        return
        [
            new(comparison.Benchmark.Name), new(comparison.Benchmark.UnitName),
            Figure(comparison.Now.Counted, counted), Figure(comparison.Before?.Counted), new(Percent(comparison.CountedChange), counted),
            new(comparison.Benchmark.Promise, promised),
            Figure(comparison.Now.Clocked), Figure(comparison.Before?.Clocked), new(Percent(comparison.ClockedChange)),
        ];
    }

    private static Text Figure(double? figure, Style? style = null) => new(BenchmarkFigures.Format(figure), style);

    private static string Percent(double? change) => change is null ? "" : $"{change:+0.0;-0.0;0.0} %";
}
