// A benchmark's figures beside those of the last commit.

namespace Xv6.Cli.Benchmarks;

public enum Verdict
{
    /// <summary>Nothing counted to compare with.</summary>
    None,
    Same,
    Better,
    Worse,
}

/// <summary>Counted figures are judged; those by the clock depend on the host and what else it does, and are only shown.</summary>
/// <param name="Tolerance">A change of so many per cent or less is none.</param>
public sealed record BenchmarkComparison(Benchmark Benchmark, BenchmarkFigures Now, BenchmarkFigures? Before, double Tolerance)
{
    /// <summary>By how many per cent the counted figure went up; null if one of the two is missing.</summary>
    public double? CountedChange => Change(Now.Counted, Before?.Counted);

    /// <inheritdoc cref="CountedChange"/>
    public double? ClockedChange => Change(Now.Clocked, Before?.Clocked);

    public bool MissesTarget => Now.Counted is { } figure && !Benchmark.MeetsTarget(figure);

    public Verdict Verdict => CountedChange switch
    {
        null => Verdict.None,
        { } change when Math.Abs(change) <= Tolerance => Verdict.Same,
        { } change => change > 0 == Benchmark.MoreIsBetter ? Verdict.Better : Verdict.Worse,
    };

    private static double? Change(double? now, double? before) => before is > 0 ? (now / before - 1) * 100 : null;
}
