// Boots a machine with the benchmark programs in its image, and reads what they print.

using System.Globalization;
using System.Text;
using Xv6.Cli.Build;
using Xv6.Cli.Emulation;

namespace Xv6.Cli.Benchmarks;

/// <summary>One line that the program prints: its best sample.</summary>
public sealed record Measurement(string Name, long Operations, double Instructions, double Nanoseconds);

/// <param name="Filters">Parts of names; none = all benchmarks.</param>
public sealed record BenchmarkRun(BuiltSystem System, IReadOnlyList<AddedFile> Programs, IReadOnlyList<string> Filters)
{
    /// <summary>Instructions differ only by the timer interrupts that a sample happens to contain.</summary>
    private const int CountedSamples = 3;

    /// <summary>What else the host does disturbs some samples, but hardly all.</summary>
    public const int ClockedSamples = 10;

    /// <summary>Two harts that wait for each other are slow on a busy host.</summary>
    private const int ParallelSamples = 5;

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);

    /// <summary>With an instruction as a nanosecond, on one hart.</summary>
    public IReadOnlyList<Measurement> Count() => Measure(new MachineOptions { Harts = 1, CountInstructions = true }, $"-s {CountedSamples}");

    public IReadOnlyList<Measurement> Clock(int harts) => Measure(new MachineOptions { Harts = harts }, $"-s {ClockedSamples}");

    /// <summary>Those that need two harts.</summary>
    public IReadOnlyList<Measurement> ClockParallel(int harts) =>
        Measure(new MachineOptions { Harts = Math.Max(harts, 2) }, $"-p -s {ParallelSamples}");

    /// <summary>What the program would run.</summary>
    public IReadOnlyList<string> List(bool isParallel) =>
        Execute(new MachineOptions { Harts = 1 }, isParallel ? "-l -p" : "-l").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private Measurement[] Measure(MachineOptions options, string arguments) =>
        [.. Execute(options, arguments).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

    /// <exception cref="UserException">The program failed, or didn't end.</exception>
    private string Execute(MachineOptions options, string arguments)
    {
        options = options with { Added = [.. Programs] };
        using MachineDisk disk = MachineDisk.Prepare(options, System);
        string line = string.Join(' ', ["bench", arguments, .. Filters]);
        QemuCommand command = QemuCommand.For(options, System, disk) with { BootArguments = BootArguments.ForLines("", [line]) };
        using MemoryStream output = new();
        int status = HeadlessRun.Run(command, output, s_limit, diesWithThread: true);
        string text = Encoding.UTF8.GetString(output.ToArray());
        return status == 0 ? text : throw new UserException($"the benchmarks ended with status {status}:\n{text.TrimEnd()}");
    }

    private static Measurement Parse(string line)
    {
        string[] words = line.Split(' ');
        return words.Length == 4 && long.TryParse(words[1], CultureInfo.InvariantCulture, out long operations) && operations > 0
            && double.TryParse(words[2], CultureInfo.InvariantCulture, out double instructions)
            && double.TryParse(words[3], CultureInfo.InvariantCulture, out double nanoseconds)
            ? new(words[0], operations, instructions, nanoseconds)
            : throw new UserException($"the benchmarks printed what is no measurement: {line}");
    }
}
