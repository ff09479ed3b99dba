// The heap: a range that starts after the program's image and ends at the break, which the program moves.
//
// Memory that it asks for eagerly is reserved, so that touching it can't fail; memory that it asks for lazily is a promise only. Either way
// pages come at the first touch. Neighbouring ranges of one kind are one region.
//
// The heap may not end in the stack, but one big step takes it past: then it has a hole where the stack lies, with its guard, and the page
// with the process id gives way to it. So a program can have all of its half but what xv6's kernels keep there.

using System.Runtime.CompilerServices;
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
        ErrorNumber error = _heapEnd <= LowestStack
            ? UnmapRange(end.RoundedUp, _heapEnd.RoundedUp, ref removed)
            : UnmapAroundStack(end.RoundedUp, _heapEnd.RoundedUp, ref removed);
        if (error == ErrorNumber.None)
            _heapEnd = end;
        return error;
    }

    private ErrorNumber Extend(VirtualAddress from, VirtualAddress to, RegionFlags flags, ref RemovedRegions removed)
    {
        if (_regions.FindFrom(from) is { } next && to > BottomOf(next))
            return ExtendPast(next, from, to, flags, ref removed);
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

    // Past the stack, or behind it, where nothing lies but the page with the process id. Nothing else may be in the way.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ErrorNumber ExtendPast(Region next, VirtualAddress from, VirtualAddress to, RegionFlags flags, ref RemovedRegions removed)
    {
        if (next.IsInformation)
        {
            ErrorNumber error = UnmapRange(next.Start, next.End, ref removed);
            return error == ErrorNumber.None ? Extend(from, to, flags, ref removed) : error;
        }
        if (!next.GrowsDown || to <= next.End)
            return ErrorNumber.OutOfMemory;
        VirtualAddress bottom = BottomOf(next);
        if (from >= bottom)
            return Extend(Max(from, next.End), to, flags, ref removed);
        ErrorNumber lower = Extend(from, bottom, flags, ref removed);
        if (lower != ErrorNumber.None)
            return lower;
        ErrorNumber upper = Extend(next.End, to, flags, ref removed);
        if (upper != ErrorNumber.None)
            UnmapRange(from, bottom, ref removed);
        return upper;
    }

    // All but the stack.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ErrorNumber UnmapAroundStack(VirtualAddress from, VirtualAddress to, ref RemovedRegions removed)
    {
        ErrorNumber error = UnmapRange(Max(from, new VirtualAddress(MemoryMap.UserProgramEnd)), to, ref removed);
        return error == ErrorNumber.None && from < LowestStack ? UnmapRange(from, LowestStack, ref removed) : error;
    }

    private static VirtualAddress LowestStack => new(MemoryMap.UserProgramEnd - Limits.StackBytes);

    private static VirtualAddress Max(VirtualAddress left, VirtualAddress right) => left > right ? left : right;
}
