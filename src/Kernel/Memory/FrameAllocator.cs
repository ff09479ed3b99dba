// Where frames come from: the budget says whether one may be had, the hart's cache or the buddy allocator gives it, and reclaimers are
// asked when the budget is used up.
//
// A frame has a reference count, 1 when it is given out; the last release frees it. Nothing here sleeps. Reclaiming takes the locks of
// caches, so allocate with no spin lock held; releasing is possible with any lock held that ranks above "kmem".

using System.Runtime.CompilerServices;
using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Synchronization;

namespace Xv6.Kernel.Memory;

public static class FrameAllocator
{
    /// <summary>Largest block that can be asked for: 2^10 frames, 4 MiB.</summary>
    public const int MaximumOrder = BuddyAllocator.MaximumOrder;

    /// <summary>Locks in this allocator: one for each hart's cache, and the buddy allocator's.</summary>
    public const int LockCount = Limits.Harts + 1;

    /// <summary>Frames of RAM, those in use by the kernel image and this allocator included.</summary>
    public static ulong TotalFrames { get; private set; }

    /// <summary>
    /// Frames that an eager sbrk could still get: available ones, and what caches would give back. Exact while nothing else happens.
    /// </summary>
    public static ulong FreeFrames => FrameBudget.Available + FrameBudget.OnlyInCaches + Reclaimers.ReclaimableFrames;

    /// <summary>Frames that are promised to eager sbrks but not touched yet.</summary>
    public static ulong ReservedFrames => FrameBudget.Reserved;

    /// <summary>Frames with kernel objects, stacks and page tables in them.</summary>
    public static ulong KernelFrames => FrameBudget.Kernel;

    /// <summary>How many of them are beyond the kernel's allowance, so that programs lack them.</summary>
    public static ulong KernelExcess => FrameBudget.KernelExcess;

    /// <summary>
    /// Takes charge of the machine's RAM, at boot. The table of frames goes into the first gap between the reserved ranges that is
    /// large enough; everything else outside them is free memory.
    /// </summary>
    /// <param name="ram">From the first to the last byte of RAM.</param>
    /// <param name="reserved">Kernel image, device tree, holes and what else is not free, in ascending order.</param>
    /// <param name="holes">Bytes of holes among them.</param>
    public static void Initialize(PhysicalRange ram, ReadOnlySpan<PhysicalRange> reserved, ulong holes = 0)
    {
        PhysicalAddress table = PlaceTable(ram, reserved, FrameTable.SizeFor(ram));
        FrameTable.Initialize(ram, table);
        BuddyAllocator.Initialize();
        FrameCache.Initialize();
        Reclaimers.Initialize();
        TotalFrames = (ram.Length - holes) >> VirtualAddress.PageBits;

        ulong free = 0;
        PhysicalAddress end = ram.End;
        for (int i = reserved.Length; i >= 0; i--)
        {
            PhysicalAddress start = i > 0 ? reserved[i - 1].End : ram.Start;
            if (start <= table && table < end)
            {
                free += AddGap(table + FrameTable.SizeFor(ram), end);
                end = table;
            }
            free += AddGap(start, end);
            end = i > 0 ? reserved[i - 1].Start : end;
        }
        FrameBudget.Initialize(free);
    }

    /// <summary>Takes a frame with undefined content and a reference count of 1. False when reclaiming didn't help either.</summary>
    public static bool TryAllocate(out Frame frame, FrameCharge charge = FrameCharge.Available)
        => TryAllocate(out frame, charge, false, out _);

    /// <summary>Takes a frame filled with zeros.</summary>
    public static bool TryAllocateZeroed(out Frame frame, FrameCharge charge = FrameCharge.Available)
    {
        if (!TryAllocate(out frame, charge, true, out bool isZeroed))
            return false;
        if (!isZeroed)
            PageContent.Zero(frame);
        return true;
    }

    /// <summary>Takes 2^order consecutive frames, aligned to the block's size; the content is undefined, each has one reference.</summary>
    public static bool TryAllocateBlock(int order, out Frame first, FrameCharge charge = FrameCharge.Available)
    {
        // A single frame may be in a hart's cache, where the buddy allocator doesn't see it.
        if (order == 0)
            return TryAllocate(out first, charge);
        first = default;
        if (FrameFaultInjection.ShouldFail() || !TryCharge(charge, 1L << order))
            return false;
        if (!BuddyAllocator.TryTake(order, out first))
        {
            FrameBudget.Cancel(charge, 1L << order);
            return false;
        }
        foreach (ref PageFrame record in FrameTable.Records(first, order))
            MarkTaken(ref record, charge);
        return true;
    }

    /// <summary>Drops one reference to each frame of a block. Those that nobody else holds become free, all of them as one block.</summary>
    public static void ReleaseBlock(Frame first, int order)
    {
        FrameState state = FrameTable.Of(first).State;
        uint frames = 1u << order;
        uint dropped = 0;
        foreach (ref PageFrame record in FrameTable.Records(first, order))
        {
            if (!DropReference(ref record))
                break;
            dropped++;
        }
        if (dropped == frames)
        {
            BuddyAllocator.Return(first, order);
            FrameBudget.Credit(state, frames);
            return;
        }

        // Somebody else holds the frame after those; each of the others is on its own.
        for (uint i = 0; i < dropped; i++)
            Free(first + i);
        for (uint i = dropped + 1; i < frames; i++)
            Release(first + i);
    }

    /// <summary>The caller holds a reference already, and gets another one.</summary>
    public static void AddReference(Frame frame)
    {
        InterleavingPoint.Pass();
        if (Interlocked.Increment(ref FrameTable.Of(frame).ReferenceCount) == PageFrame.CacheReference + 1)
            FrameBudget.CountOnlyInCaches(-1);
    }

    /// <summary>Adds a reference to each frame of a block.</summary>
    public static void AddReferences(Frame first, int order)
    {
        foreach (ref PageFrame record in FrameTable.Records(first, order))
            Interlocked.Increment(ref record.ReferenceCount);
    }

    /// <summary>Makes the only reference to a frame that of a cache, which gives the frame back when it is asked for memory.</summary>
    public static void GiveToCache(Frame frame)
    {
        FrameTable.Of(frame).ReferenceCount = PageFrame.CacheReference;
        FrameBudget.CountOnlyInCaches(1);
    }

    /// <summary>Whether nobody but a cache holds the frame. It stays so as long as nobody can find it there.</summary>
    public static bool IsOnlyInCache(Frame frame) => ReferenceCount(frame) == PageFrame.CacheReference;

    /// <summary>Drops the reference of a cache; if it is the only one, the frame becomes free.</summary>
    public static void ReleaseFromCache(Frame frame)
    {
        InterleavingPoint.Pass();
        if (Interlocked.Add(ref FrameTable.Of(frame).ReferenceCount, -PageFrame.CacheReference) != 0)
            return;
        FrameBudget.CountOnlyInCaches(-1);
        Free(frame);
    }

    /// <summary>Takes back a frame that was allocated and not used after all: the charge is as before.</summary>
    public static void Cancel(Frame frame, FrameCharge charge)
    {
        FrameTable.Of(frame).ReferenceCount = 0;
        FrameCache.Current.Put(frame);
        FrameBudget.Cancel(charge, 1);
    }

    /// <summary>Drops a reference. The last one frees the frame.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Release(Frame frame)
    {
        if (DropReference(frame))
            Free(frame);
    }

    /// <summary>How many hold the frame. It is exact if it is 1 and the caller holds it: nobody else can add a reference.</summary>
    public static int ReferenceCount(Frame frame)
    {
        InterleavingPoint.Pass();
        return Volatile.Read(ref FrameTable.Of(frame).ReferenceCount);
    }

    /// <summary>Promises so many frames to the caller, who takes them later with <see cref="FrameCharge.Reservation"/>.</summary>
    public static bool TryReserve(ulong frames)
    {
        if (frames > TotalFrames)
            return false;
        while (!FrameBudget.TryReserve((long)frames))
        {
            if (Reclaimers.Reclaim(frames - Math.Min(frames, FrameBudget.Available)) == 0 && !Reclaimers.TryPrepare())
                return false;
        }
        return true;
    }

    /// <summary>Gives up reservations that were not used.</summary>
    public static void Unreserve(ulong frames) => FrameBudget.Unreserve((long)frames);

    /// <summary>Adds a cache that can give frames back; at boot, or when the cache comes into use.</summary>
    public static void RegisterReclaimer(IReclaimer reclaimer) => Reclaimers.Add(reclaimer);

    /// <summary>Zeroes one frame for later use; called by an idle hart. False when there is nothing to do.</summary>
    public static bool ZeroAhead()
    {
        if (!FrameCache.Current.ZeroOneAhead())
            return false;
        MemoryCounters.Count(MemoryEvent.ZeroedAhead);
        return true;
    }

    /// <summary>The allocator's locks, for the statistics device.</summary>
    public static ref SpinLock LockAt(int index)
        => ref index < Limits.Harts ? ref FrameCache.OfHart(index).Lock : ref BuddyAllocator.Lock;

    private static bool TryAllocate(out Frame frame, FrameCharge charge, bool zeroed, out bool isZeroed)
    {
        if (FrameFaultInjection.ShouldFail() || !TryCharge(charge, 1))
        {
            (frame, isZeroed) = (default, false);
            return false;
        }

        // The charge says that there is a free frame; it may be on its way from one list to another, so look until it turns up.
        for (int attempts = 0; !FrameCache.Current.TryTake(zeroed, out frame, out isZeroed); attempts++)
        {
            if (attempts > 1 << 24)
                KernelPanic.Throw("free frames are lost");
            SpinHint.Pause();
        }
        MarkTaken(ref FrameTable.Of(frame), charge);
        return true;
    }

    private static bool TryCharge(FrameCharge charge, long frames)
    {
        while (!FrameBudget.TryCharge(charge, frames))
        {
            if (Reclaimers.Reclaim((ulong)frames) == 0)
                return false;
        }
        return true;
    }

    private static void MarkTaken(ref PageFrame record, FrameCharge charge)
    {
        record.ReferenceCount = 1;
        record.State = charge == FrameCharge.Kernel ? FrameState.Kernel : FrameState.Data;
    }

    // True if it was the last one. The only holder needs no atomic operation: nobody else can change the count.
    internal static bool DropReference(Frame frame) => DropReference(ref FrameTable.Of(frame));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool DropReference(ref PageFrame record)
    {
        ref int count = ref record.ReferenceCount;
        InterleavingPoint.Pass();
        int before = Volatile.Read(ref count);
        InterleavingPoint.Pass();
        if (before > 1)
            before = Interlocked.Decrement(ref count) + 1;
        if (before == PageFrame.CacheReference + 1)
            FrameBudget.CountOnlyInCaches(1);
        if (before < 1)
            KernelPanic.Throw("a free frame is released");
        if (before != 1)
            return false;
        count = 0;
        return true;
    }

    // The frame is in a list before the budget says that it can be had.
    internal static void Free(Frame frame)
    {
        FrameState state = FrameTable.Of(frame).State;
        FrameCache.Current.Put(frame);
        FrameBudget.Credit(state, 1);
    }

    private static ulong AddGap(PhysicalAddress start, PhysicalAddress end)
    {
        Frame first = Frame.At(start + (VirtualAddress.PageSize - 1));
        Frame last = Frame.At(end);
        if (last.Number <= first.Number)
            return 0;
        BuddyAllocator.AddRange(first, last);
        return last.Number - first.Number;
    }

    private static PhysicalAddress PlaceTable(PhysicalRange ram, ReadOnlySpan<PhysicalRange> reserved, ulong size)
    {
        PhysicalAddress start = ram.Start;
        foreach (PhysicalRange range in reserved)
        {
            if (start + size <= range.Start)
                return start;
            start = new PhysicalAddress(VirtualAddress.RoundUpToPage(range.End.Value));
        }
        if (start + size > ram.End)
            KernelPanic.Throw("no room for the table of frames");
        return start;
    }
}
