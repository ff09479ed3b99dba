// All measurements that a selection of benchmarks needs: counted, by the clock, and on two harts.

using System.Runtime.InteropServices;
using Xv6.Cli.Build;
using Xv6.Cli.Tools;

namespace Xv6.Cli.Benchmarks;

public static class BenchmarkSession
{
    /// <summary>Where and how figures by the clock come about: they mean something only beside others of the same host.</summary>
    public static string Conditions(int samples) =>
        $"By the clock on {ProcessorName()} with QEMU {ToolStatus.VersionOf(Executables.Qemu)}, the best of {samples} samples.";

    /// <param name="harts">With more than one, only by the clock: counting would count what idle ones do, too.</param>
    /// <returns>Figures for each of the benchmarks.</returns>
    public static IReadOnlyDictionary<string, BenchmarkFigures> Measure(IReadOnlyList<Benchmark> benchmarks, IReadOnlyList<string> filters, int harts)
    {
        BenchmarkRun run = new(SystemBuild.Update(KernelVariant.Normal), [.. ProgramProject.Benchmarks.UpdateAlone(), BenchmarkData.Update()], filters);
        Dictionary<string, Measurement> counted = [], clocked = [];
        if (harts == 1 && benchmarks.Any(benchmark => benchmark.IsCounted))
            BuildProgress.Step("counting instructions", () => Keep(counted, run.Count()));
        if (benchmarks.Any(benchmark => !benchmark.IsParallel))
            BuildProgress.Step("measuring by the clock", () => Keep(clocked, run.Clock(harts)));
        if (benchmarks.Any(benchmark => benchmark.IsParallel))
            BuildProgress.Step($"measuring on {Math.Max(harts, 2)} harts", () => Keep(clocked, run.ClockParallel(harts)));
        return benchmarks.ToDictionary(benchmark => benchmark.Name, benchmark => FiguresOf(benchmark, counted, clocked));
    }

    private static void Keep(Dictionary<string, Measurement> measurements, IEnumerable<Measurement> more)
    {
        foreach (Measurement measurement in more)
            measurements.Add(measurement.Name, measurement);
    }

    private static BenchmarkFigures FiguresOf(Benchmark benchmark, Dictionary<string, Measurement> counted, Dictionary<string, Measurement> clocked)
    {
        if (!clocked.TryGetValue(benchmark.Name, out Measurement? time))
            throw new UserException($"the benchmarks in the machine have no '{benchmark.Name}'.");
        double? count = benchmark.IsCounted && counted.TryGetValue(benchmark.Name, out Measurement? instructions)
            ? benchmark.Figure(instructions.Operations, instructions.Instructions)
            : null;
        return new(count, benchmark.Figure(time.Operations, time.Nanoseconds));
    }

    private static string ProcessorName()
    {
        const string Label = "model name";
        string? line = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith(Label, StringComparison.Ordinal))
            : null;
        return line is null ? $"{RuntimeInformation.ProcessArchitecture}" : line[(line.IndexOf(':') + 1)..].Trim();
    }
}
