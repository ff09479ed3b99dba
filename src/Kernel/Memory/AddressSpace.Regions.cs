// Mapping and unmapping: edits of the set of regions.

using Xv6.Kernel.Foundation;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Memory;

public sealed partial class AddressSpace
{
    // What stays unmapped below a stack.
    private const ulong StackGuardBytes = VirtualAddress.PageSize;

    /// <summary>Adds a region. Start and length are multiples of the page size; the range must be free and in program memory.</summary>
    /// <param name="start">First address.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="protection">What the program may do there.</param>
    /// <param name="backing">What gives the pages; the region takes a reference of its own.</param>
    /// <param name="firstBackingPage">The page of the backing that appears at <paramref name="start"/>.</param>
    /// <param name="flags">Kind of mapping.</param>
    public ErrorNumber Map(
        VirtualAddress start,
        ulong length,
        Protection protection,
        Backing backing,
        ulong firstBackingPage,
        RegionFlags flags = RegionFlags.None)
    {
        if (!IsProgramRange(start, length) || length == 0)
            return ErrorNumber.InvalidArgument;
        using var guard = _lock.Enter();
        VirtualAddress end = start + length;
        if (_regions.FindFrom(start) is { } next && end > BottomOf(next))
            return ErrorNumber.FileExists;
        return AddRegion(start, end, protection, flags, backing, firstBackingPage);
    }

    /// <summary>Adds a region where there is room for it.</summary>
    /// <param name="wanted">Where it should be, if that is free and above the heap; else it goes to the highest place there is.</param>
    /// <param name="length">Bytes; whole pages are mapped.</param>
    /// <param name="protection">What the program may do there.</param>
    /// <param name="backing">What gives the pages; the region takes a reference of its own.</param>
    /// <param name="firstBackingPage">The page of the backing that appears first.</param>
    /// <param name="flags">Kind of mapping.</param>
    /// <returns>Its first address; OutOfMemory.</returns>
    public Result<VirtualAddress> MapAnywhere(
        VirtualAddress wanted, ulong length, Protection protection, Backing backing, ulong firstBackingPage, RegionFlags flags)
    {
        if (length is 0 or > MemoryMap.UserProgramEnd)
            return length == 0 ? ErrorNumber.InvalidArgument : ErrorNumber.OutOfMemory;
        length = VirtualAddress.RoundUpToPage(length);
        wanted = wanted.PageStart;
        using var guard = _lock.Enter();
        Result<VirtualAddress> start = IsFree(wanted, length) ? wanted : FindFree(length);
        if (start.IsError)
            return start;
        ErrorNumber error = AddRegion(start.Value, start.Value + length, protection, flags, backing, firstBackingPage);
        return error == ErrorNumber.None ? start : error;
    }

    /// <summary>Removes whatever lies in a range (page-aligned); regions that stick out are cut.</summary>
    /// <returns>OutOfMemory, or why written pages of a shared mapping can't reach their place: then some of it may still be there.</returns>
    public ErrorNumber Unmap(VirtualAddress start, ulong length)
    {
        if (!IsProgramRange(start, length))
            return ErrorNumber.InvalidArgument;
        var removed = default(RemovedRegions);
        ErrorNumber error;
        using (_lock.Enter())
            error = UnmapRange(start, start + length, ref removed);
        removed.Free();
        return error;
    }

    /// <summary>Maps the stack: it ends at the end of program memory and grows to so many bytes. Below stays a guard.</summary>
    public ErrorNumber MapStack(ulong maximumBytes)
    {
        ulong size = VirtualAddress.RoundUpToPage(maximumBytes);
        var start = new VirtualAddress(MemoryMap.UserProgramEnd - size);
        return Map(start, size, Protection.Read | Protection.Write, ZeroBacking.Instance, 0, RegionFlags.GrowsDown);
    }

    // The highest free range: mappings grow down from the stack, the heap grows up to them.
    private Result<VirtualAddress> FindFree(ulong length)
    {
        ulong best = 0;
        ulong gapStart = _heapEnd.RoundedUp.Value;
        for (Region? region = _regions.First; region is not null; region = region.Following)
        {
            ulong gapEnd = Math.Min(BottomOf(region).Value, MemoryMap.UserProgramEnd);
            if (gapEnd >= gapStart && gapEnd - gapStart >= length)
                best = gapEnd - length;
            gapStart = Math.Max(gapStart, region.End.Value);
        }
        return best != 0 ? new VirtualAddress(best) : ErrorNumber.OutOfMemory;
    }

    /// <summary>Writes into the address space from outside, as exec does to fill a new stack. The program need not be running.</summary>
    public ErrorNumber CopyOut(VirtualAddress destination, scoped ReadOnlySpan<byte> source)
    {
        using var guard = _lock.Enter();
        while (!source.IsEmpty)
        {
            if (!TryTranslate(destination, AccessKind.Write, out PhysicalAddress physical))
            {
                ErrorNumber error = Resolve(destination, AccessKind.Write, destination);
                if (error != ErrorNumber.None)
                    return error;
                continue;
            }
            int part = Math.Min(source.Length, (int)(VirtualAddress.PageSize - destination.PageOffset));
            source[..part].CopyTo(DirectMap.Bytes(physical, part));
            source = source[part..];
            destination += (ulong)part;
        }
        return ErrorNumber.None;
    }

    /// <summary>
    /// What the hardware does: the physical address, if the tables as they are allow the access. An access that the entry's accessed and
    /// dirty flags don't show yet is refused; the fault handler sets them.
    /// </summary>
    internal bool TryTranslate(VirtualAddress address, AccessKind access, out PhysicalAddress physical)
    {
        PageTableEntry entry = _table.Find(address, out bool isSuperpage);
        ulong pageBytes = isSuperpage ? UserPageTable.LeafTableBytes : VirtualAddress.PageSize;
        physical = entry.Frame.Address + (address.Value & (pageBytes - 1));
        return entry.HasAll(access switch
        {
            AccessKind.Read => PageTableEntry.Valid | PageTableEntry.Read | PageTableEntry.Accessed,
            AccessKind.Write => PageTableEntry.Valid | PageTableEntry.Write | PageTableEntry.Accessed | PageTableEntry.Dirty,
            _ => PageTableEntry.Valid | PageTableEntry.Execute | PageTableEntry.Accessed,
        });
    }

    private static bool IsProgramRange(VirtualAddress start, ulong length)
        => start.PageOffset == 0 && length % VirtualAddress.PageSize == 0
            && start.Value <= MemoryMap.UserProgramEnd && length <= MemoryMap.UserProgramEnd - start.Value;

    // Whether a mapping may go there: program memory above the heap that nothing else has.
    private bool IsFree(VirtualAddress start, ulong length)
        => start >= _heapEnd && start.Value != 0 && IsProgramRange(start, length)
            && (_regions.FindFrom(start) is not { } next || start + length <= BottomOf(next));

    // The lowest address that other regions must leave to it.
    private static VirtualAddress BottomOf(Region region)
        => region.GrowsDown ? new VirtualAddress(region.Start.Value - StackGuardBytes) : region.Start;

    // The caller holds the lock, and frees the regions that were removed when it has let go of it.
    private ErrorNumber UnmapRange(VirtualAddress start, VirtualAddress end, ref RemovedRegions removedRegions)
    {
        ulong removedInAll = 0;
        ErrorNumber error = ErrorNumber.None;
        while (error == ErrorNumber.None && _regions.FindFrom(start) is { } region && region.Start < end)
        {
            VirtualAddress from = region.Start < start ? start : region.Start;
            VirtualAddress to = region.End > end ? end : region.End;
            error = UnmapPart(region, from, to, out ulong removed, ref removedRegions);
            removedInAll += removed;
        }
        if (removedInAll > 0)
            Forget(start, end);
        return error;
    }

    // What can fail comes first: after that the region is cut without a trace.
    private ErrorNumber UnmapPart(Region region, VirtualAddress from, VirtualAddress to, out ulong removed, ref RemovedRegions removedRegions)
    {
        removed = 0;
        ErrorNumber error = ReportDirtyPages(region, from, to);
        if (error != ErrorNumber.None)
            return error;
        Region? rest = null;
        if (from > region.Start && to < region.End)
        {
            rest = Region.TryCreate(to, region.End, region.Protection, region.Flags, region.Backing, region.BackingPageOf(to));
            if (rest is null)
                return ErrorNumber.OutOfMemory;
        }
        bool complete = _table.TryRemove(from, to, out removed);
        if (!complete)
        {
            // Some pages are gone already, as if they were never touched; their reservations come back if they can be had.
            RestoreReservations(region, removed);
            rest?.Free();
            return ErrorNumber.OutOfMemory;
        }
        Cut(region, from, to, removed, rest, ref removedRegions);
        return ErrorNumber.None;
    }

    private void Cut(Region region, VirtualAddress from, VirtualAddress to, ulong removed, Region? rest, ref RemovedRegions removedRegions)
    {
        if (region.IsReserved)
        {
            ulong untouched = ((to - from) >> VirtualAddress.PageBits) - removed;
            region.ReservedPages -= untouched;
            FrameAllocator.Unreserve(untouched);
        }
        if (rest is not null)
        {
            if (region.IsReserved)
            {
                rest.ReservedPages = rest.PageCount - _table.CountPresent(rest.Start, rest.End);
                region.ReservedPages -= rest.ReservedPages;
            }
            region.End = from;
            _regions.Insert(rest);
        }
        else if (from > region.Start)
        {
            region.End = from;
        }
        else if (to < region.End)
        {
            region.FirstBackingPage = region.BackingPageOf(to);
            region.Start = to;
        }
        else
        {
            _regions.Remove(region);
            removedRegions.Add(region);
        }
    }

    private static void RestoreReservations(Region region, ulong pages)
    {
        if (region.IsReserved && !region.TryReserve(pages))
            region.GiveUpReservations();
    }

    // Pages of shared mappings that the program has written to reach their backing.
    private ErrorNumber ReportDirtyPages(Region region, VirtualAddress from, VirtualAddress to)
    {
        var error = ErrorNumber.None;
        if (!region.IsShared)
            return error;
        var walk = new PageWalk(_table, from, to);
        while (walk.MoveNext())
        {
            if (!walk.Entry.IsDirty)
                continue;
            ErrorNumber failure = region.Backing.MarkDirty(region.BackingPageOf(walk.Address), walk.Frame);
            error = error == ErrorNumber.None ? failure : error;
        }
        return error;
    }

    /// <summary>
    /// Regions that are in no set any more. Freeing one may be the end of a file, which takes locks that come before the address space's.
    /// </summary>
    private struct RemovedRegions
    {
        private Region? _first;

        public void Add(Region region)
        {
            region.Links[0] = _first;
            _first = region;
        }

        public void Free()
        {
            while (_first is { } region)
            {
                _first = region.Following;
                region.Free();
            }
        }
    }
}
