// What one benchmark of the system is: how its figure is written, and what it is compared with.

namespace Xv6.Cli.Benchmarks;

public enum BenchmarkUnit
{
    Microseconds,
    Nanoseconds,
    MegabytesPerSecond,
}

/// <summary>A benchmark of bench/system.</summary>
/// <param name="Name">As the program there calls it.</param>
/// <param name="Unit">Of all its figures.</param>
/// <param name="Description">What one operation is; may be empty.</param>
public sealed record Benchmark(string Name, BenchmarkUnit Unit, string Description)
{
    /// <summary>What the project promises: at most so long, or at least so much.</summary>
    public double? Target { get; init; }

    /// <summary>The figure of MIT's xv6 of 2025, in C.</summary>
    public double? Xv6 { get; init; }

    /// <summary>The figure of Linux 6.12.</summary>
    public double? Linux { get; init; }

    /// <summary>False for what waits for a device, or runs on harts at the same time: then counting instructions counts idle ones, too.</summary>
    public bool IsCounted { get; init; } = true;

    /// <summary>It needs two harts.</summary>
    public bool IsParallel { get; init; }

    public bool MoreIsBetter => Unit == BenchmarkUnit.MegabytesPerSecond;

    public string UnitName => Unit switch
    {
        BenchmarkUnit.Microseconds => "µs",
        BenchmarkUnit.Nanoseconds => "ns",
        _ => "MB/s",
    };

    /// <summary>The target as people read it; empty if there is none.</summary>
    public string Promise => Target is { } target ? $"{(MoreIsBetter ? '≥' : '≤')} {target:#,0.##}" : "";

    /// <summary>The figure for so many operations (or bytes) in a time.</summary>
    public double Figure(long operations, double nanoseconds) => Unit switch
    {
        BenchmarkUnit.Microseconds => nanoseconds / operations / 1000,
        BenchmarkUnit.Nanoseconds => nanoseconds / operations,
        _ => operations * 1000 / nanoseconds,
    };

    public bool MeetsTarget(double figure) => Target is not { } target || (MoreIsBetter ? figure >= target : figure <= target);
}
