// What happened in memory management since boot, for vmstat. Each hart counts for itself; a reader adds up.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Processes;

namespace Xv6.Kernel.Memory;

public enum MemoryEvent
{
    /// <summary>Page faults of any kind.</summary>
    Fault,

    /// <summary>Pages filled with zeros at first touch.</summary>
    ZeroFill,

    /// <summary>Shared pages copied at a write.</summary>
    Copy,

    /// <summary>Shared pages that had become the writer's alone.</summary>
    TakeOver,

    /// <summary>Pages that came from a backing, such as a file.</summary>
    BackedPage,

    /// <summary>Pages that the stack grew by.</summary>
    StackGrowth,

    /// <summary>2 MiB pages filled with zeros at first touch.</summary>
    Superpage,

    /// <summary>2 MiB pages that became 512 small ones.</summary>
    SuperpageSplit,

    /// <summary>Page tables that a fork shared.</summary>
    TableShared,

    /// <summary>Shared page tables that were copied at the first change.</summary>
    TableCopy,

    /// <summary>Faults that found everything in order: the hardware remembered an older entry.</summary>
    SpuriousFault,

    /// <summary>Faults that killed the process.</summary>
    BadFault,

    /// <summary>Batches that went from the buddy allocator to a hart.</summary>
    CacheRefill,

    /// <summary>Frames taken from another hart.</summary>
    FramesStolen,

    /// <summary>Frames that caches gave back under pressure.</summary>
    FramesReclaimed,

    /// <summary>Frames zeroed by idle harts.</summary>
    ZeroedAhead,
}

public static class MemoryCounters
{
    /// <summary>Number of events in <see cref="MemoryEvent"/>.</summary>
    public const int EventCount = (int)MemoryEvent.ZeroedAhead + 1;

    private static readonly PerHart[] s_harts = new PerHart[Limits.Harts];

    internal static void Count(MemoryEvent memoryEvent, long times = 1)
        => s_harts[Hart.Current.Index % Limits.Harts].Counts[(int)memoryEvent] += times;

    /// <summary>How often it happened, on all harts.</summary>
    public static long Total(MemoryEvent memoryEvent)
    {
        long total = 0;
        for (int i = 0; i < Limits.Harts; i++)
            total += s_harts[i].Counts[(int)memoryEvent];
        return total;
    }

    // A multiple of 64 bytes, so that harts don't share cache lines.
    private struct PerHart
    {
        public EventCounts Counts;
    }

    [InlineArray((EventCount + 7) / 8 * 8)]
    private struct EventCounts
    {
        private long _first;
    }
}
