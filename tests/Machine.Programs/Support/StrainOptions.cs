// The command line that the straining programs share: -s SEED -n ROUNDS -d SECONDS -p PROCESSES -c COUNT.

using System.Runtime.CompilerServices;

namespace Xv6.MachinePrograms;

internal struct StrainOptions(int processes, int count)
{
    private const int TicksPerSecond = 10;
    private const int PageSize = 4096;
    private const int StackBytes = 32 * PageSize;

    private int _seconds;
    private int _rounds = int.MaxValue;
    private int _seed = 1;

    public int Processes = processes;

    /// <summary>What each process does in a round: so many calls, or the like.</summary>
    public int Count = count;

    public static ReadOnlySpan<byte> Usage => "[-s SEED] [-n ROUNDS] [-d SECONDS] [-p PROCESSES] [-c COUNT]"u8;

    /// <summary>Takes the current option; false if it isn't one of these.</summary>
    public bool Take(ref OptionReader options) => options.Letter switch
    {
        's' => options.TryGetNumber(out _seed),
        'n' => options.TryGetNumber(out _rounds),
        'd' => options.TryGetNumber(out _seconds),
        'p' => options.TryGetNumber(out Processes),
        'c' => options.TryGetNumber(out Count),
        _ => false,
    };

    /// <summary>
    /// Runs round after round until the rounds or the time are used up, or one fails. The first one, of the first seed, isn't counted:
    /// caches and pools reach their size in it.
    /// </summary>
    /// <returns>True if none failed.</returns>
    public readonly bool RunRounds(IStrain strain)
    {
        GrowStack();
        int end = _seconds == 0 ? int.MaxValue : SystemControl.UptimeTicks + _seconds * TicksPerSecond;
        bool isFine = strain.RunRound(_seed, isMeasured: false);
        for (int round = 1; isFine && round <= _rounds && SystemControl.UptimeTicks < end; round++)
            isFine = strain.RunRound(_seed + round, isMeasured: true);
        return isFine;
    }

    // Takes the pages now that deep calls would take later (removing folders of folders), and that would look lost then. The kernel writes to
    // each of them: what the program itself writes and nobody reads the compiler leaves out.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void GrowStack()
    {
        Span<byte> stack = stackalloc byte[StackBytes];
        for (int start = StackBytes - PageSize; start >= 0; start -= PageSize)
            FileSystem.GetCurrentDirectory(stack.Slice(start, PageSize));
    }
}

/// <summary>A program that strains the system in rounds.</summary>
internal interface IStrain
{
    /// <summary>Runs one round. False, after a line that says why, if something is wrong.</summary>
    /// <param name="seed">What everything in the round is chosen by.</param>
    /// <param name="isMeasured">Whether the system must be the same afterwards as before.</param>
    bool RunRound(int seed, bool isMeasured);
}
