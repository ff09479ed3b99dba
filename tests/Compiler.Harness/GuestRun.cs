// Runs a compiled program of cases under qemu-riscv64 and reads the outcomes from what it prints (format: CaseRunner).

using System.Diagnostics;
using System.Globalization;

namespace Xv6.Compiler.Harness;

public static class GuestRun
{
    private const string Emulator = "qemu-riscv64";

    /// <summary>The wait status of a process that SIGPROF killed.</summary>
    private const string TimeLimitStatus = "27";

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(20);

    /// <summary>The outcome of each case; a case without a line in the output has died with the program.</summary>
    public static IReadOnlyList<Outcome> RunAll(string program, int count)
    {
        Outcome[] outcomes = new Outcome[count];
        Array.Fill(outcomes, new Outcome("", "no output"));
        foreach (string line in Run(program).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(':', 2) is [string number, string rest] && int.TryParse(number, CultureInfo.InvariantCulture, out int index))
                outcomes[index] = Parse(rest);
        }
        return outcomes;
    }

    private static Outcome Parse(string line)
    {
        if (line.StartsWith('?'))
            return new Outcome("", line[1..] == TimeLimitStatus ? "time limit" : $"died with wait status {line[1..]}");
        string[] parts = line.Split('!', 2);
        return new Outcome(parts[0], parts.Length == 1 ? null : FailureKind.OfPanic(parts[1]));
    }

    private static string Run(string program)
    {
        ProcessStartInfo start = new(Emulator, [program]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(s_limit))
            process.Kill(entireProcessTree: true);
        return output.GetAwaiter().GetResult();
    }
}
