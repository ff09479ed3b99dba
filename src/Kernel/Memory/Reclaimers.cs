// The caches that give memory back under pressure.
//
// s_lock protects adding; the list only grows, so reading needs no lock.

using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Synchronization;

namespace Xv6.Kernel.Memory;

internal static class Reclaimers
{
    private const int Capacity = 64;

    private static readonly IReclaimer?[] s_reclaimers = new IReclaimer?[Capacity];
    private static SpinLock s_lock = new(LockOrder.Frames);
    private static int s_count;

    public static void Add(IReclaimer reclaimer)
    {
        using var guard = s_lock.Enter();
        if (s_count == Capacity)
            KernelPanic.Throw("too many reclaimers");
        s_reclaimers[s_count] = reclaimer;
        Volatile.Write(ref s_count, s_count + 1);
    }

    public static void Initialize() => s_count = 0;

    /// <summary>
    /// What all of them could free beside <see cref="FrameBudget.OnlyInCaches"/>, as far as it would become available to programs.
    /// </summary>
    public static ulong ReclaimableFrames
    {
        get
        {
            ulong data = 0;
            ulong kernel = 0;
            for (int i = 0; i < Volatile.Read(ref s_count); i++)
            {
                IReclaimer reclaimer = s_reclaimers[i]!;
                kernel += reclaimer.PreparableKernelFrames;
                if (reclaimer is IKernelReclaimer)
                    kernel += reclaimer.ReclaimableFrames;
                else
                    data += reclaimer.ReclaimableFrames;
            }
            return data + Math.Min(kernel, FrameBudget.KernelExcess);
        }
    }

    /// <summary>The kinds of kernel objects by number; null behind the last one, and for numbers of other caches.</summary>
    public static IKernelReclaimer? KernelObjectsAt(int number) => s_reclaimers[number] as IKernelReclaimer;

    /// <summary>How many caches there are.</summary>
    public static int Count => Volatile.Read(ref s_count);

    /// <summary>Has them wait for devices, so that more can be reclaimed. False if none had anything to do.</summary>
    public static bool TryPrepare()
    {
        bool isPrepared = false;
        for (int i = 0; i < Volatile.Read(ref s_count); i++)
            isPrepared |= s_reclaimers[i]!.TryPrepare();
        return isPrepared;
    }

    /// <summary>Asks each of them in turn until enough is free.</summary>
    /// <returns>How many frames they freed.</returns>
    public static ulong Reclaim(ulong frames)
    {
        ulong freed = 0;
        for (int i = 0; i < Volatile.Read(ref s_count) && freed < frames; i++)
            freed += s_reclaimers[i]!.Reclaim(frames - freed);
        MemoryCounters.Count(MemoryEvent.FramesReclaimed, (long)freed);
        return freed;
    }
}

/// <summary>
/// Kernel objects of one kind. Their frames were charged to the kernel: what it frees is available only while the allowance is exceeded.
/// </summary>
internal interface IKernelReclaimer : IReclaimer
{
    /// <summary>What the objects are.</summary>
    string Name { get; }

    /// <summary>Objects in use.</summary>
    int InUse { get; }

    /// <summary>Bytes of one object.</summary>
    uint ObjectBytes { get; }

    /// <summary>Frames that the objects lie in, in use or not.</summary>
    ulong HeldFrames { get; }
}
