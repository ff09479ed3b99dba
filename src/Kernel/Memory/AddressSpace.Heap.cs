// The heap: a range that starts after the program's image and ends at the break, which the program moves.
//
// Memory that it asks for eagerly is reserved, so that touching it can't fail; memory that it asks for lazily is a promise only. Either way
// pages come at the first touch. Neighbouring ranges of one kind are one region.
//
// The heap may not end in the stack, but one big step takes it past: then it has a hole where the stack lies, with its guard, and the page
// with the process id gives way to it. So a program can have all of its half but what xv6's kernels keep there.

using Xv6.Kernel.Foundation;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Memory;

public sealed partial class AddressSpace
{
    private VirtualAddress _heapStart;
    private VirtualAddress _heapEnd;

    /// <summary>Boot argument overcommit=always: nothing is reserved.</summary>
    public static bool AlwaysOvercommit { get; set; }

    /// <summary>The break: one past the heap's last byte. Any address, not only a page's.</summary>
    public VirtualAddress HeapEnd => _heapEnd;

    /// <summary>Puts an empty heap at an address, at exec.</summary>
    public void SetHeapStart(VirtualAddress start) => _heapStart = _heapEnd = start;

    /// <summary>Moves the break by so many bytes, up or down. A move to below the heap's start changes nothing.</summary>
    /// <param name="delta">Bytes.</param>
    /// <param name="lazy">Whether to promise memory without reserving it.</param>
    /// <returns>The break before, or OutOfMemory.</returns>
    public Result<VirtualAddress> SetBreak(long delta, bool lazy)
    {
        var removed = default(RemovedRegions);
        ErrorNumber error = ErrorNumber.None;
        VirtualAddress before;
        using (_lock.Enter())
        {
            before = _heapEnd;
            if (delta > 0)
                error = Grow((ulong)delta, lazy || AlwaysOvercommit, ref removed);
            else if (delta < 0)
                error = Shrink(0 - (ulong)delta, ref removed);
        }
        removed.Free();
        return error == ErrorNumber.None ? before : error;
    }

    private ErrorNumber Grow(ulong bytes, bool lazy, ref RemovedRegions removed)
    {
        if (bytes > MemoryMap.HeapLimit - _heapEnd.Value)
            return ErrorNumber.OutOfMemory;
        VirtualAddress end = _heapEnd + bytes;
        VirtualAddress from = _heapEnd.RoundedUp;
        VirtualAddress to = end.RoundedUp;
        if (from < to)
        {
            ErrorNumber error = Extend(from, to, lazy ? RegionFlags.None : RegionFlags.Reserved, ref removed);
            if (error != ErrorNumber.None)
                return error;
        }
        _heapEnd = end;
        return ErrorNumber.None;
    }

    private ErrorNumber Shrink(ulong bytes, ref RemovedRegions removed)
    {
        if (bytes > _heapEnd - _heapStart)
            return ErrorNumber.None;
        VirtualAddress end = new(_heapEnd.Value - bytes);
        ErrorNumber error = UnmapHeap(end.RoundedUp, _heapEnd.RoundedUp, ref removed);
        if (error == ErrorNumber.None)
            _heapEnd = end;
        return error;
    }

    private ErrorNumber Extend(VirtualAddress from, VirtualAddress to, RegionFlags flags, ref RemovedRegions removed)
    {
        if (_regions.FindFrom(from) is not { } next || to <= BottomOf(next))
            return AddToHeap(from, to, flags);

        if (next.IsInformation)
            return ExtendToTop(from, to, flags, ref removed);
        if (!next.GrowsDown || to <= next.End)
            return ErrorNumber.OutOfMemory;
        bool hasLowerPart = from < BottomOf(next);
        ErrorNumber error = hasLowerPart ? AddToHeap(from, BottomOf(next), flags) : ErrorNumber.None;
        if (error != ErrorNumber.None)
            return error;
        error = ExtendToTop(Max(from, next.End), to, flags, ref removed);
        if (error != ErrorNumber.None && hasLowerPart)
            UnmapRange(from, BottomOf(next), ref removed);
        return error;
    }

    // Behind the stack, where nothing lies but the page with the process id.
    private ErrorNumber ExtendToTop(VirtualAddress from, VirtualAddress to, RegionFlags flags, ref RemovedRegions removed)
    {
        ErrorNumber error = ErrorNumber.None;
        if (FindInformation() is { } information && information.Start < to)
            error = UnmapRange(information.Start, information.End, ref removed);
        return error == ErrorNumber.None ? AddToHeap(from, to, flags) : error;
    }

    // All of it in a range but for the stack, should that lie there.
    private ErrorNumber UnmapHeap(VirtualAddress from, VirtualAddress to, ref RemovedRegions removed)
    {
        var stack = new VirtualAddress(MemoryMap.UserProgramEnd - Limits.StackBytes);
        if (to <= stack)
            return UnmapRange(from, to, ref removed);
        ErrorNumber error = UnmapRange(Max(from, new VirtualAddress(MemoryMap.UserProgramEnd)), to, ref removed);
        return error == ErrorNumber.None && from < stack ? UnmapRange(from, stack, ref removed) : error;
    }

    private static VirtualAddress Max(VirtualAddress left, VirtualAddress right) => left > right ? left : right;

    private ErrorNumber AddToHeap(VirtualAddress from, VirtualAddress to, RegionFlags flags)
    {
        ulong pages = (to - from) >> VirtualAddress.PageBits;
        ulong reserved = flags == RegionFlags.Reserved ? pages : 0;
        if (!FrameAllocator.TryReserve(reserved))
            return ErrorNumber.OutOfMemory;

        Region? last = from > _heapStart ? _regions.Find(new VirtualAddress(from.Value - 1)) : null;
        if (last is null || last.Flags != flags || !ReferenceEquals(last.Backing, ZeroBacking.Instance))
        {
            last = Region.TryCreate(from, from, Protection.Read | Protection.Write, flags, ZeroBacking.Instance, 0);
            if (last is null)
            {
                FrameAllocator.Unreserve(reserved);
                return ErrorNumber.OutOfMemory;
            }
            _regions.Insert(last);
        }
        last.End = to;
        last.ReservedPages += reserved;
        return ErrorNumber.None;
    }
}
