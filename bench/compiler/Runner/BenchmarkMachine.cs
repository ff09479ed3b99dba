// Boots an image in QEMU and reads what it measured (format: driver.c).

using System.Diagnostics;
using System.Globalization;

namespace Xv6.CompilerBench;

/// <param name="Instructions">Executed from the call of the kernel to its return.</param>
/// <param name="Result">What it computed: the same in both languages, or the comparison means nothing.</param>
internal sealed record Measurement(string Kernel, long Instructions, string Result);

internal static class BenchmarkMachine
{
    private const string Emulator = "qemu-system-riscv64";

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(1);

    public static IReadOnlyList<Measurement> Run(string image)
    {
        ProcessStartInfo start = new(
            Emulator, ["-machine", "virt", "-m", "128M", "-nographic", "-bios", "none", "-icount", "shift=0", "-kernel", image])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(s_limit))
        {
            process.Kill();
            throw new InvalidOperationException($"{image} did not end within {s_limit.TotalSeconds} seconds:\n{output.GetAwaiter().GetResult()}");
        }
        string text = output.GetAwaiter().GetResult();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{image} failed:\n{text}");
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
    }

    private static Measurement Parse(string line)
    {
        string[] parts = line.TrimEnd().Split(' ');
        return new Measurement(parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture), parts[2]);
    }
}
