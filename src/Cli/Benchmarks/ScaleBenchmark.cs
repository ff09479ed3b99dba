// What happens when independent processes make the same calls at once, one on each hart: how much faster two harts are than one, how often a
// lock is found taken, and which locks an operation takes for how long.

using System.Globalization;
using System.Text;
using Xv6.Cli.Build;
using Xv6.Cli.Emulation;

namespace Xv6.Cli.Benchmarks;

/// <summary>What one run of the program `scale` printed of one kind of work.</summary>
/// <param name="Operations">Of all workers together, in one sample.</param>
/// <param name="Nanoseconds">Of the best sample.</param>
/// <param name="Spins">In all samples.</param>
/// <param name="Lock">The class of locks at which most of them were.</param>
public sealed record ScaleMeasurement(string Name, int Harts, long Operations, double Nanoseconds, long Spins, string Lock);

/// <summary>How one kind of work used the locks of one class.</summary>
public sealed record ScaleLock(string Work, string Name, long Acquisitions, double Nanoseconds, double Longest);

public sealed class ScaleBenchmark(IReadOnlyList<AddedFile> programs)
{
    public const string Begin = "<!-- ./xv6 bench scale --save writes what follows -->";

    public const int Samples = 5;

    private static readonly int[] s_harts = [1, 2, 4, 8];
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);

    private readonly List<ScaleMeasurement> _measurements = [];
    private readonly List<ScaleLock> _locks = [];

    /// <summary>Measures, and makes the tables.</summary>
    public string Run()
    {
        BuiltSystem normal = SystemBuild.Update(KernelVariant.Normal);
        foreach (int harts in s_harts)
            BuildProgress.Step($"measuring on {harts} harts", () => Read(Execute(normal, new MachineOptions { Harts = harts }, $"-w {harts} -s {Samples}"), isCounted: false));
        BuiltSystem checking = SystemBuild.Update(KernelVariant.Checked);
        BuildProgress.Step("counting locks", () => Read(Execute(checking, new MachineOptions { Harts = 1, CountInstructions = true }, "-w 1 -l"), isCounted: true));
        return $"{SpeedTable()}\n{LockTable()}";
    }

    private string Execute(BuiltSystem system, MachineOptions options, string arguments)
    {
        options = options with { Added = [.. programs] };
        using MachineDisk disk = MachineDisk.Prepare(options, system);
        QemuCommand command = QemuCommand.For(options, system, disk) with { BootArguments = BootArguments.ForLines("", [$"scale {arguments}"]) };
        using MemoryStream output = new();
        int status = HeadlessRun.Run(command, output, s_limit, diesWithThread: true);
        string text = Encoding.UTF8.GetString(output.ToArray());
        return status == 0 ? text : throw new UserException($"the benchmarks ended with status {status}:\n{text.TrimEnd()}");
    }

    private void Read(string output, bool isCounted)
    {
        foreach (string line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(", ") is [string names, string acquisitions, string held, string longest] && names.Split(": ") is [string work, string name])
                _locks.Add(new(work, name, Number(acquisitions), Number(held), Number(longest)));
            else if (line.Split(' ', 6) is [string what, string harts, string operations, string time, string spins, string at])
                Add(new(what, (int)Number(harts), Number(operations), Number(time), Number(spins), at), isCounted);
            else
                throw new UserException($"the benchmarks printed what is no measurement: {line}");
        }
    }

    // Of the counted run only the locks are of interest, and how many operations took them.
    private void Add(ScaleMeasurement measurement, bool isCounted) => _measurements.Add(isCounted ? measurement with { Harts = 0 } : measurement);

    private string SpeedTable()
    {
        StringBuilder table = new("| operation | µs, one hart | two harts: times as many | spins per 1,000: 2 | 4 | 8 harts | most at |\n| --- | ---: | ---: | ---: | ---: | ---: | --- |\n");
        foreach (ScaleMeasurement one in _measurements.Where(measurement => measurement.Harts == 1))
        {
            double speedUp = Rate(Of(one.Name, 2)) / Rate(one);
            string spins = string.Join(" | ", s_harts.Skip(1).Select(harts => Format(SpinsPerThousand(Of(one.Name, harts)))));
            table.Append(CultureInfo.InvariantCulture, $"| {one.Name} | {Format(one.Nanoseconds / one.Operations / 1000)} | {speedUp:0.00} | {spins} | {Of(one.Name, s_harts[^1]).Lock} |\n");
        }

        return table.ToString();
    }

    private string LockTable()
    {
        StringBuilder table = new("| operation | locks taken by one, and how long each is held, in instructions |\n| --- | --- |\n");
        foreach (ScaleMeasurement counted in _measurements.Where(measurement => measurement.Harts == 0))
        {
            IEnumerable<string> locks = _locks.Where(entry => entry.Work == counted.Name && entry.Acquisitions * 20 >= counted.Operations)
                .Select(entry => $"{entry.Name} {Format((double)entry.Acquisitions / counted.Operations)} × {Format(entry.Nanoseconds / entry.Acquisitions)}");
            table.Append(CultureInfo.InvariantCulture, $"| {counted.Name} | {string.Join(", ", locks)} |\n");
        }

        return table.ToString();
    }

    private ScaleMeasurement Of(string name, int harts) =>
        _measurements.Find(measurement => measurement.Name == name && measurement.Harts == harts) ?? throw new UserException($"the benchmarks didn't measure {name} on {harts} harts.");

    private static double Rate(ScaleMeasurement measurement) => measurement.Operations / measurement.Nanoseconds;

    private static double SpinsPerThousand(ScaleMeasurement measurement) => measurement.Spins * 1000.0 / (measurement.Operations * Samples);

    private static string Format(double value) => BenchmarkFigures.Format(value);

    private static long Number(string text) =>
        long.TryParse(text, CultureInfo.InvariantCulture, out long number) ? number : throw new UserException($"the benchmarks printed '{text}' where a number should be.");
}
