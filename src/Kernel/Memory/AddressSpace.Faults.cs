// The one place where pages come into being: every page fault, of a program or of a copy to or from its memory.
//
//   not present   -> the region's backing gives the page: zeros (lazy heap, stack), a file's page (demand paging, mmap), ...
//   not writable  -> the region is, so the page is shared since a fork or with a cache: taken over if nobody else has it any more, else
//                    copied
//   present       -> the hardware remembered an older state
//
// What kind of backing it is makes no difference here.

using Xv6.Kernel.Foundation;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Memory;

public sealed partial class AddressSpace
{
    /// <summary>Makes an access possible that the hardware refused.</summary>
    /// <param name="address">The address that was touched.</param>
    /// <param name="access">How.</param>
    /// <param name="stackPointer">The program's stack pointer: a stack does not grow below it.</param>
    /// <returns>None if the access may be tried again; BadAddress if it is not allowed; else why the page can't be had.</returns>
    /// <remarks>May sleep.</remarks>
    public ErrorNumber HandleFault(VirtualAddress address, AccessKind access, VirtualAddress stackPointer)
    {
        MemoryCounters.Count(MemoryEvent.Fault);
        using var guard = _lock.Enter();
        ErrorNumber error = Resolve(address, access, stackPointer);
        if (error == ErrorNumber.OutOfMemory && Reclaimers.TryPrepare())
            error = Resolve(address, access, stackPointer);
        if (error != ErrorNumber.None)
            MemoryCounters.Count(MemoryEvent.BadFault);
        return error;
    }

    private ErrorNumber Resolve(VirtualAddress address, AccessKind access, VirtualAddress stackPointer)
    {
        if (_regions.Find(address) is not { } region || !region.Protection.Allows(access))
            return ErrorNumber.BadAddress;
        PageTableEntry entry = _table.Find(address, out bool isSuperpage);
        if (!entry.IsPresent)
        {
            if (region.GrowsDown && address < stackPointer)
                return ErrorNumber.BadAddress;
            return Populate(region, address.PageStart, access);
        }
        if (access == AccessKind.Write && !entry.IsWritable)
            return isSuperpage && TryTakeOverSuperpage(entry, address) ? ErrorNumber.None : MakeWritable(region, address.PageStart);
        Refresh(address, access);
        return ErrorNumber.None;
    }

    // First touch.
    private ErrorNumber Populate(Region region, VirtualAddress page, AccessKind access)
    {
        var request = new PageRequest(region.BackingPageOf(page), access, region.Charge);
        if (TryPopulateSuperpage(region, page, request))
            return ErrorNumber.None;

        // The place in the table comes first: when the page is there, nothing can fail any more.
        if (!_table.TryGetLeafTable(page, out PageTable table))
            return ErrorNumber.OutOfMemory;
        if (!region.Backing.GetPage(request).TryGet(out BackingPage given, out ErrorNumber error))
            return error;
        if (region.IsReserved)
            region.ReservedPages--;
        if (region.GrowsDown)
            MemoryCounters.Count(MemoryEvent.StackGrowth);
        if (!given.IsPrivate)
            return MapBackedPage(region, page, access, given.Frame, table);
        table.Set(PageTable.IndexOf(page, 0), PageTableEntry.UserPage(given.Frame, region.Protection));
        return ErrorNumber.None;
    }

    // The page belongs to the backing too (a cache of file data): a private mapping may read it, but writes to a copy.
    private ErrorNumber MapBackedPage(Region region, VirtualAddress page, AccessKind access, Frame frame, PageTable table)
    {
        MemoryCounters.Count(MemoryEvent.BackedPage);
        table.Set(PageTable.IndexOf(page, 0), PageTableEntry.UserPage(frame, region.Protection & ~Protection.Write));
        if (access != AccessKind.Write)
            return ErrorNumber.None;
        return MakeWritable(region, page);
    }

    private bool TryPopulateSuperpage(Region region, VirtualAddress page, in PageRequest request)
    {
        VirtualAddress start = SuperpageStart(page);
        if (start < region.Start || start + UserPageTable.LeafTableBytes > region.End || !_table.TryPrepareSuperpage(page))
            return false;
        if (!region.Backing.TryGetSuperpage(request with { PageIndex = region.BackingPageOf(start) }, out Frame first))
            return false;
        _table.SetSuperpage(start, PageTableEntry.UserPage(first, region.Protection));
        if (region.IsReserved)
            region.ReservedPages -= PageTable.EntryCount;
        return true;
    }

    private static VirtualAddress SuperpageStart(VirtualAddress address) => new(address.Value & ~(UserPageTable.LeafTableBytes - 1));

    // A write to a page that is present, in a region that may be written.
    private ErrorNumber MakeWritable(Region region, VirtualAddress page)
    {
        if (!_table.TryGetLeafTable(page, out PageTable table))
            return ErrorNumber.OutOfMemory;
        int index = PageTable.IndexOf(page, 0);
        PageTableEntry entry = table[index];
        Frame frame = entry.Frame;
        const ulong Rights = PageTableEntry.Read | PageTableEntry.Write | PageTableEntry.Accessed | PageTableEntry.Dirty;
        if (region.IsShared)
        {
            ErrorNumber error = region.Backing.MarkDirty(region.BackingPageOf(page), frame);
            if (error != ErrorNumber.None)
                return error;
        }
        else if (FrameAllocator.ReferenceCount(frame) == 1)
        {
            MemoryCounters.Count(MemoryEvent.TakeOver);
        }
        else
        {
            if (!FrameAllocator.TryAllocate(out Frame copy))
                return ErrorNumber.OutOfMemory;
            PageContent.Copy(frame, copy);
            table.Set(index, entry.At(copy).With(Rights));
            FrameAllocator.Release(frame);
            MemoryCounters.Count(MemoryEvent.Copy);
            Forget(page, page + VirtualAddress.PageSize);
            return ErrorNumber.None;
        }
        table.Set(index, entry.With(Rights));
        return ErrorNumber.None;
    }

    // A superpage stays one if nobody else has any of its frames.
    private bool TryTakeOverSuperpage(PageTableEntry entry, VirtualAddress address)
    {
        if (!new Superpage(entry.Frame).IsExclusive)
            return false;
        _table.AddFlags(address, PageTableEntry.Write | PageTableEntry.Dirty);
        MemoryCounters.Count(MemoryEvent.TakeOver);
        return true;
    }

    // Else it can be copied as a whole, for those who want to see a superpage; a mere write copies one page (MakeWritable).
    private bool TryCopySuperpage(PageTableEntry entry, VirtualAddress address)
    {
        if (!FrameAllocator.TryAllocateBlock(PageTableEntry.SuperpageOrder, out Frame copy))
            return false;
        for (uint i = 0; i < PageTable.EntryCount; i++)
            PageContent.Copy(entry.Frame + i, copy + i);
        VirtualAddress start = SuperpageStart(address);
        _table.SetSuperpage(start, entry.At(copy).With(PageTableEntry.Write | PageTableEntry.Dirty));
        new Superpage(entry.Frame).Release();
        MemoryCounters.Count(MemoryEvent.Copy, PageTable.EntryCount);
        Forget(start, start + UserPageTable.LeafTableBytes);
        return true;
    }

    // Nothing is wrong: the hart had an older entry in its cache, or leaves the accessed and dirty flags to us.
    private void Refresh(VirtualAddress address, AccessKind access)
    {
        MemoryCounters.Count(MemoryEvent.SpuriousFault);
        _table.AddFlags(address, access == AccessKind.Write ? PageTableEntry.Accessed | PageTableEntry.Dirty : PageTableEntry.Accessed);
        VirtualAddress page = address.PageStart;
        Forget(page, page + VirtualAddress.PageSize);
    }
}
