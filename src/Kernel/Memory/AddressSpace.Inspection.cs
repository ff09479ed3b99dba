// What one can see of an address space from outside: its regions, its tables, which pages were used.

using Xv6.Kernel.Foundation;
using Xv6.Machine.Abi;
using Xv6.Machine.Text;

namespace Xv6.Kernel.Memory;

public sealed partial class AddressSpace
{
    /// <summary>Describes the first region that ends above an address. False if there is none.</summary>
    public bool TryGetRegion(VirtualAddress from, out RegionInformation information)
    {
        information = default;
        using var guard = _lock.Enter();
        if (_regions.FindFrom(from) is not { } region)
            return false;
        information.Start = region.Start.Value;
        information.End = region.End.Value;
        information.BackingOffset = region.FirstBackingPage * VirtualAddress.PageSize;
        information.ReservedPages = region.ReservedPages;
        information.Protection = (MemoryProtection)region.Protection;
        information.Kind = KindOf(region);
        var walk = new PageWalk(_table, region.Start, region.End);
        while (walk.MoveNext())
        {
            information.ResidentPages++;
            if (walk.IsShared)
                information.SharedPages++;
        }
        return true;
    }

    /// <summary>Pages in memory, and the bytes of all regions.</summary>
    public (ulong ResidentPages, ulong VirtualBytes) Size
    {
        get
        {
            using var guard = _lock.Enter();
            ulong bytes = 0;
            for (Region? region = _regions.First; region is not null; region = region.Following)
                bytes += region.End - region.Start;
            return (_table.CountPresent(default, new VirtualAddress(VirtualAddress.UserEnd)), bytes);
        }
    }

    /// <summary>Pages that nobody else can have because of it: those in memory, shared ones included, and those that are reserved.</summary>
    public ulong HeldPages
    {
        get
        {
            using var guard = _lock.Enter();
            ulong pages = _table.CountPresent(default, new VirtualAddress(VirtualAddress.UserEnd));
            for (Region? region = _regions.First; region is not null; region = region.Following)
                pages += region.ReservedPages;
            return pages;
        }
    }

    /// <summary>
    /// The leaf entry that maps an address, as it is; 0 if nothing does. Memory that was asked for eagerly counts as mapped: it is filled in
    /// first. A superpage that is shared since a fork becomes the caller's own first, as a whole.
    /// </summary>
    public PageTableEntry PageTableEntryOf(VirtualAddress address)
    {
        using var guard = _lock.Enter();
        if (_regions.Find(address) is not { } region)
            return default;
        PageTableEntry entry = _table.Find(address, out bool isSuperpage);
        if (!entry.IsPresent && region.IsReserved && Resolve(address, AccessKind.Read, address) == ErrorNumber.None)
            entry = _table.Find(address, out isSuperpage);
        if (isSuperpage && !entry.IsWritable && region.Protection.Allows(AccessKind.Write)
            && (TryTakeOverSuperpage(entry, address) || TryCopySuperpage(entry, address)))
            entry = _table.Find(address, out _);
        return entry;
    }

    /// <summary>Sets a bit for each page that was read or written since the last call, and starts anew.</summary>
    /// <param name="start">Address in the first page.</param>
    /// <param name="pages">How many pages.</param>
    /// <param name="mask">A bit for each page, the first in bit 0 of byte 0; cleared before.</param>
    public ErrorNumber CollectAccessed(VirtualAddress start, int pages, Span<byte> mask)
    {
        start = start.PageStart;
        ulong length = (ulong)pages * VirtualAddress.PageSize;
        if (!IsProgramRange(start, length))
            return ErrorNumber.BadAddress;
        mask.Clear();
        using var guard = _lock.Enter();
        var walk = new PageWalk(_table, start, start + length);
        ErrorNumber error = ErrorNumber.None;
        while (walk.MoveNext())
        {
            if (!walk.Entry.IsAccessed)
                continue;

            // Flags are kept page by page from here on: not for a superpage, nor in a table that others use.
            if (!_table.TryGetLeafTable(walk.Address, out PageTable table))
            {
                error = ErrorNumber.OutOfMemory;
                break;
            }
            int page = (int)((walk.Address - start) >> VirtualAddress.PageBits);
            mask[page / 8] |= (byte)(1 << page % 8);
            int index = PageTable.IndexOf(walk.Address, 0);
            table.Set(index, table[index].Without(PageTableEntry.Accessed));
        }
        Forget(start, start + length);
        return error;
    }

    /// <summary>Writes the page table as a tree, a line an entry.</summary>
    /// <param name="sink">Takes the text.</param>
    /// <param name="withAddresses">Whether a line has the virtual address (kpgtbl) or the entry's index (vmstat).</param>
    public void WriteTable<TSink>(ref TSink sink, bool withAddresses) where TSink : ITextSink, allows ref struct
    {
        using var guard = _lock.Enter();
        sink.Write("page table "u8);
        _table.Root.Address.Format(ref sink);
        sink.Write("\n"u8);
        WriteEntries(ref sink, new PageTable(_table.Root), 2, default, withAddresses);
    }

    private RegionKind KindOf(Region region)
    {
        if (region.IsInformation)
            return RegionKind.System;
        if (region.GrowsDown)
            return RegionKind.Stack;
        if (region.IsShared)
            return RegionKind.SharedMapping;
        if (region.Start < _heapStart)
            return RegionKind.Image;
        return region.Start < _heapEnd ? RegionKind.Heap : RegionKind.Mapping;
    }

    private static void WriteEntries<TSink>(ref TSink sink, PageTable table, int level, VirtualAddress start, bool withAddresses)
        where TSink : ITextSink, allows ref struct
    {
        int count = level == 2 ? PageTable.EntryCount / 2 : PageTable.EntryCount;
        for (int i = 0; i < count; i++)
        {
            PageTableEntry entry = table[i];
            if (!entry.IsPresent)
                continue;
            VirtualAddress address = start + ((ulong)i << (VirtualAddress.PageBits + 9 * level));
            for (int depth = level; depth <= 2; depth++)
                sink.Write(" .."u8);
            if (withAddresses)
                address.Format(ref sink);
            else
                TextFormat.Number(ref sink, (ulong)i, false, 0, null);
            sink.Write(": pte 0x"u8);
            TextFormat.Number(ref sink, entry.Value, false, 0, "x16");
            sink.Write(" pa "u8);
            entry.Frame.Address.Format(ref sink);
            sink.Write("\n"u8);
            if (!entry.IsLeaf)
                WriteEntries(ref sink, new PageTable(entry.Frame), level - 1, address, withAddresses);
        }
    }
}
