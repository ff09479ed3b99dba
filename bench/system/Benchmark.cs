// One benchmark: a name and a method that sets up, measures and cleans up.

namespace Xv6.SystemBench;

/// <summary>Does one sample, with the part that counts inside <see cref="Meter.Measure"/>. It leaves everything as it found it.</summary>
internal delegate void BenchmarkBody(Meter meter);

internal sealed class Benchmark(string name, BenchmarkBody body)
{
    public string Name { get; } = name;

    public BenchmarkBody Body { get; } = body;
}
