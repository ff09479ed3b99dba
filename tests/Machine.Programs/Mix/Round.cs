// One round of the random program: the processes, and what they leave behind.

namespace Xv6.MachinePrograms.Mix;

internal sealed class Round(int processes, int steps) : IStrain
{
    /// <summary>A step that takes longer than this hangs.</summary>
    private const int MostTicks = 3000;

    private readonly Sandbox _sandbox = new();

    public int Count { get; private set; }

    public long Steps { get; private set; }

    /// <inheritdoc/>
    public bool RunRound(int seed, bool isMeasured)
    {
        SystemSnapshot before = SystemSnapshot.Take();
        Console.WriteLine($"mix: seed {seed}: starting");
        Check.Succeeded(Sandbox.Enter("/~mix"u8));
        Check.Succeeded(FileSystem.MakeDirectory("common"u8));
        int started = 0;
        for (; started < processes; started++)
        {
            if (Check.Value(Process.Fork()) == 0)
                Process.Exit(new Actor((ulong)seed, started).Run(steps));
        }
        bool isFine = WaitForAll(started);
        isFine &= before.EndYoungerProcesses();
        Check.Succeeded(_sandbox.Leave());
        if (isMeasured && isFine)
            isFine = before.IsRestored();
        Count++;
        Steps += started * steps;
        Console.WriteLine($"mix: seed {seed}: {Steps} steps so far");
        return isFine;
    }

    private static bool WaitForAll(int count)
    {
        bool isFine = true;
        for (int waited = 0, ticks = 0; waited < count && isFine;)
        {
            int child = Check.Value(Process.WaitFor(Process.AnyChild, out int status, WaitOptions.NoHang));
            if (child != 0)
            {
                waited++;
                isFine = status == 0 || Failure.Report($"process {child} ended with status {status}") == 0;
                continue;
            }
            Process.Sleep(1);
            if (++ticks > MostTicks)
                isFine = Failure.Report("the processes hang"u8) == 0;
        }
        return isFine;
    }
}
