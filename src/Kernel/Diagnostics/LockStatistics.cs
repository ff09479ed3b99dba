// The text of the statistics device: contention of the frame allocator's and the buffer cache's locks, then the most contended of all.

using Xv6.Kernel.Devices.Characters;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;
using Xv6.Machine.Text;

namespace Xv6.Kernel.Diagnostics;

internal sealed class LockStatistics : IStatisticsSource
{
    public static readonly LockStatistics Instance = new();

    private const int MostContended = 5;

    private long _groupSpins;

    public void Describe(ref TextBuffer text)
    {
        _groupSpins = 0;
        text.Append("--- lock kmem/bcache stats\n"u8);
        LockStatisticsGroups.Describe(this, ref text);
        text.Append("--- top 5 contended locks:\n"u8);
        DescribeMostContended(ref text);
        text.Append("tot= "u8);
        text.Append(_groupSpins);
        text.Append("\n"u8);
    }

    public void Reset()
    {
        LockStatisticsGroups.Reset();
        foreach (LockClass lockClass in LockOrder.All)
            lockClass.ResetStatistics();
    }

    /// <summary>A line for one lock of the first group.</summary>
    internal void Add(ref TextBuffer text, string name, long spins, long acquisitions)
    {
        _groupSpins += spins;
        AppendLine(ref text, name, spins, acquisitions);
    }

    /// <summary>The record of a class of locks that programs get.</summary>
    internal static LockUsage Describe(LockClass lockClass)
    {
        LockUse use = lockClass.Use;
        var usage = new LockUsage
        {
            Spins = (ulong)lockClass.Spins,
            Acquisitions = (ulong)use.Acquisitions,
            HeldTime = use.HeldTime,
            LongestHold = use.LongestHold,
        };
        for (int i = 0; i < Math.Min(lockClass.Name.Length, LockUsage.MaximumNameLength); i++)
            usage.Name[i] = (byte)lockClass.Name[i];
        return usage;
    }

    private static void AppendLine(ref TextBuffer text, string name, long spins, long acquisitions)
    {
        text.Append("lock: "u8);
        text.Append(name);
        text.Append(": #test-and-set "u8);
        text.Append(spins);
        text.Append(" #acquire() "u8);
        text.Append(acquisitions);
        text.Append("\n"u8);
    }

    // Selection by repeated maximum: there are few classes, and nobody waits for this.
    private static void DescribeMostContended(ref TextBuffer text)
    {
        long below = long.MaxValue;
        int lines = 0;
        while (lines < MostContended && FindMaximum(below) is { } most)
        {
            below = most.Spins;
            foreach (LockClass lockClass in LockOrder.All)
            {
                if (lockClass.Spins == below && lines++ < MostContended)
                    AppendLine(ref text, lockClass.Name, lockClass.Spins, lockClass.Acquisitions);
            }
        }
    }

    private static LockClass? FindMaximum(long below)
    {
        LockClass? most = null;
        foreach (LockClass lockClass in LockOrder.All)
        {
            if (lockClass.Spins < below && lockClass.Spins > (most?.Spins ?? -1))
                most = lockClass;
        }
        return most;
    }
}
