// What processes cost: fork, exec, exit and wait, of small and large ones, and a line of the shell.

namespace Xv6.SystemBench;

internal static class ProcessBenchmarks
{
    private const int LargeRounds = 5;

    public static void ForkSmall(Meter meter) => ForkAndWait(meter, 50);

    public static void ForkMedium(Meter meter) => ForkWithHeap(meter, 16 << 20);

    public static void ForkLarge(Meter meter) => ForkWithHeap(meter, 64 << 20);

    /// <summary>A fork, after which the child writes to each page of 16 MB.</summary>
    public static void ForkAndTouch(Meter meter)
    {
        using MemoryBenchmarks.TouchedHeap heap = new(16 << 20);
        using (meter.Measure(1))
        {
            if (Process.Fork().OrFail("fork"u8) == 0)
            {
                heap.Touch();
                Process.Exit(0);
            }
            WaitForSuccess();
        }
    }

    public static void ExecuteNothing(Meter meter) => ForkAndExecute(meter, 20, "benchnothing"u8);

    public static void ExecuteLarge(Meter meter) => ForkAndExecute(meter, 5, "benchlarge"u8);

    /// <summary>The shell with a line that runs two programs.</summary>
    public static void ShellPipeline(Meter meter)
    {
        ReadOnlySpan<Utf8String> words = [new("sh"u8), new("-c"u8), new("/echo hello | /wc > /null"u8)];
        ForkAndExecute(meter, 5, words);
    }

    /// <summary>Children that exit at once, one after the other.</summary>
    public static void ForkAndWait(Meter meter, int rounds)
    {
        using (meter.Measure(rounds))
        {
            for (int i = 0; i < rounds; i++)
            {
                if (Process.Fork().OrFail("fork"u8) == 0)
                    Process.Exit(0);
                WaitForSuccess();
            }
        }
    }

    public static void WaitForSuccess()
    {
        Process.Wait(out int status).OrFail("wait"u8);
        Check.That(status == 0, "a child failed"u8);
    }

    private static void ForkWithHeap(Meter meter, int size)
    {
        using MemoryBenchmarks.TouchedHeap _ = new(size);
        ForkAndWait(meter, LargeRounds);
    }

    private static void ForkAndExecute(Meter meter, int rounds, ReadOnlySpan<byte> program) =>
        ForkAndExecute(meter, rounds, [new Utf8String(program)]);

    private static void ForkAndExecute(Meter meter, int rounds, ReadOnlySpan<Utf8String> words)
    {
        Utf8String path = PathName.Join("/"u8, words[0]);
        using (meter.Measure(rounds))
        {
            for (int i = 0; i < rounds; i++)
            {
                if (Process.Fork().OrFail("fork"u8) == 0)
                    Process.Execute(path, words).OrFail("exec"u8);
                WaitForSuccess();
            }
        }
    }
}
