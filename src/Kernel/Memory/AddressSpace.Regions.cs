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

    /// <summary>Removes whatever lies in a range (page-aligned); regions that stick out are cut.</summary>
    public ErrorNumber Unmap(VirtualAddress start, ulong length)
    {
        if (!IsProgramRange(start, length))
            return ErrorNumber.InvalidArgument;
        using var guard = _lock.Enter();
        return UnmapRange(start, start + length);
    }

    /// <summary>Maps the stack: it ends at the end of program memory and grows to so many bytes. Below stays a guard.</summary>
    public ErrorNumber MapStack(ulong maximumBytes)
    {
        ulong size = VirtualAddress.RoundUpToPage(maximumBytes);
        var start = new VirtualAddress(MemoryMap.UserProgramEnd - size);
        return Map(start, size, Protection.Read | Protection.Write, ZeroBacking.Instance, 0, RegionFlags.GrowsDown);
    }

    /// <summary>A free range for a mapping, the highest there is: mappings grow down from the stack, the heap grows up to them.</summary>
    public Result<VirtualAddress> FindFree(ulong length)
    {
        length = VirtualAddress.RoundUpToPage(length);
        using var guard = _lock.Enter();
        ulong best = 0;
        ulong gapStart = _heapEnd.RoundedUp.Value;
        for (Region? region = _regions.First; region is not null; region = region.Following)
        {
            ulong gapEnd = Math.Min(BottomOf(region).Value, MemoryMap.UserProgramEnd);
            if (gapEnd >= gapStart && gapEnd - gapStart >= length)
                best = gapEnd - length;
            gapStart = Math.Max(gapStart, region.End.Value);
        }
        return best != 0 && length != 0 ? new VirtualAddress(best) : ErrorNumber.OutOfMemory;
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

    // What the hardware does: the physical address, if the tables as they are allow the access.
    internal bool TryTranslate(VirtualAddress address, AccessKind access, out PhysicalAddress physical)
    {
        PageTableEntry entry = _table.Find(address, out bool isSuperpage);
        ulong pageBytes = isSuperpage ? UserPageTable.LeafTableBytes : VirtualAddress.PageSize;
        physical = entry.Frame.Address + (address.Value & (pageBytes - 1));
        return entry.IsPresent && entry.Allows(access);
    }

    private static bool IsProgramRange(VirtualAddress start, ulong length)
        => start.PageOffset == 0 && length % VirtualAddress.PageSize == 0
            && start.Value <= MemoryMap.UserProgramEnd && length <= MemoryMap.UserProgramEnd - start.Value;

    // The lowest address that other regions must leave to it.
    private static VirtualAddress BottomOf(Region region)
        => region.GrowsDown ? new VirtualAddress(region.Start.Value - StackGuardBytes) : region.Start;

    // The caller holds the lock.
    private ErrorNumber UnmapRange(VirtualAddress start, VirtualAddress end)
    {
        ulong removedInAll = 0;
        ErrorNumber error = ErrorNumber.None;
        while (error == ErrorNumber.None && _regions.FindFrom(start) is { } region && region.Start < end)
        {
            VirtualAddress from = region.Start < start ? start : region.Start;
            VirtualAddress to = region.End > end ? end : region.End;
            error = UnmapPart(region, from, to, out ulong removed);
            removedInAll += removed;
        }
        if (removedInAll > 0)
            Flush(start, end);
        return error;
    }

    // What can fail comes first: after that the region is cut without a trace.
    private ErrorNumber UnmapPart(Region region, VirtualAddress from, VirtualAddress to, out ulong removed)
    {
        removed = 0;
        Region? rest = null;
        if (from > region.Start && to < region.End)
        {
            rest = Region.TryCreate(to, region.End, region.Protection, region.Flags, region.Backing, region.BackingPageOf(to));
            if (rest is null)
                return ErrorNumber.OutOfMemory;
        }
        ReportDirtyPages(region, from, to);
        bool complete = _table.TryRemove(from, to, out removed);
        if (!complete)
        {
            // Some pages are gone already, as if they were never touched; their reservations come back if they can be had.
            RestoreReservations(region, removed);
            rest?.Free();
            return ErrorNumber.OutOfMemory;
        }
        Cut(region, from, to, removed, rest);
        return ErrorNumber.None;
    }

    private void Cut(Region region, VirtualAddress from, VirtualAddress to, ulong removed, Region? rest)
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
            region.Free();
        }
    }

    private static void RestoreReservations(Region region, ulong pages)
    {
        if (!region.IsReserved)
            return;
        if (FrameAllocator.TryReserve(pages))
            region.ReservedPages += pages;
        else
            region.GiveUpReservations();
    }

    // Pages of shared mappings that the program has written to reach their backing.
    private void ReportDirtyPages(Region region, VirtualAddress from, VirtualAddress to)
    {
        if (!region.IsShared)
            return;
        var walk = new PageWalk(_table, from, to);
        while (walk.MoveNext())
        {
            if (walk.Entry.IsDirty)
                region.Backing.MarkDirty(region.BackingPageOf(walk.Address), walk.Frame);
        }
    }
}
