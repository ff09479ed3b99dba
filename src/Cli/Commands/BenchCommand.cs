// ./xv6 bench: what the system's operations cost, in instructions and by the clock, beside the last commit's figures.
//
// Exit status 1 if a counted figure is worse than the last commit's, or than what the project promises.

using System.CommandLine;
using System.CommandLine.Parsing;
using Xv6.Cli.Benchmarks;
using Xv6.Cli.Build;
using Xv6.Cli.Emulation;

namespace Xv6.Cli.Commands;

public static class BenchCommand
{
    private const int SomeAreWorse = 1;
    private const double DefaultTolerance = 2;

    public static Command Create()
    {
        Argument<string[]> filters = new("FILTER")
        {
            Description = "run only benchmarks whose name contains one of these",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<int?> harts = MachineOptionSet.HartsOption("number of harts, 1 to 8; with more than 1 only by the clock (default: 1)");
        Option<double?> tolerance = new("--tolerance")
        {
            Description = $"a change of so many per cent is none (default: {DefaultTolerance})",
            HelpName = "PERCENT",
            CustomParser = ParseTolerance,
        };
        Option<bool> save = new("--save") { Description = "write the figures in docs/performance.md" };
        Command command = new("bench", "Measure the system, in instructions and by the clock, and compare with the last commit.");
        command.Arguments.Add(filters);
        command.Options.Add(harts);
        command.Options.Add(tolerance);
        command.Options.Add(save);
        command.Validators.Add(result =>
        {
            if (result.GetValue(save) && result.GetValue(harts) > 1)
                result.AddError("--save is for figures of one hart: leave --harts away");
        });
        command.Subcommands.Add(CompilerBenchCommand.Create());
        command.Subcommands.Add(ScaleBenchCommand.Create());
        command.SetAction(parse => Run(
            BenchmarkCatalog.Select(parse.GetValue(filters) ?? []), parse.GetValue(filters) ?? [], parse.GetValue(harts) ?? 1,
            parse.GetValue(tolerance) ?? DefaultTolerance, parse.GetValue(save)));
        return command;
    }

    private static int Run(IReadOnlyList<Benchmark> benchmarks, string[] filters, int harts, double tolerance, bool save)
    {
        IReadOnlyDictionary<string, BenchmarkFigures> committed = BenchmarkTable.Read(PerformanceDocument.Committed());
        IReadOnlyDictionary<string, BenchmarkFigures> figures = BenchmarkSession.Measure(benchmarks, filters, harts);
        BenchmarkComparison[] comparisons =
            [.. benchmarks.Select(benchmark => new BenchmarkComparison(benchmark, figures[benchmark.Name], committed.GetValueOrDefault(benchmark.Name), tolerance))];
        BenchmarkReport.Show(comparisons);
        if (save)
            PerformanceDocument.Save(BenchmarkSession.Conditions(BenchmarkRun.ClockedSamples), figures);
        return comparisons.Any(comparison => comparison.MissesTarget || comparison.Verdict == Verdict.Worse) ? SomeAreWorse : 0;
    }

    private static double? ParseTolerance(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (double.TryParse(text, out double percent) && percent is >= 0 and <= 100)
            return percent;
        result.AddError($"--tolerance takes a number of per cent from 0 to 100, not '{text}'");
        return null;
    }
}
