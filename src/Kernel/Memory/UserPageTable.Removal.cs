// Taking pages out of the tables, some or all.

namespace Xv6.Kernel.Memory;

internal partial struct UserPageTable
{
    /// <summary>Removes all pages of a range (page-aligned) and releases their frames.</summary>
    /// <param name="start">First page.</param>
    /// <param name="end">One past the last page.</param>
    /// <param name="removed">How many pages there were, also when it fails half-way.</param>
    /// <returns>False when memory is too short to copy a table that is shared.</returns>
    public readonly bool TryRemove(VirtualAddress start, VirtualAddress end, out ulong removed)
    {
        removed = 0;
        for (VirtualAddress address = start; address < end;)
        {
            VirtualAddress next = Min(NextBoundary(address, LeafTableBytes), end);
            PageTableEntry root = new PageTable(_root)[PageTable.IndexOf(address, 2)];
            if (!root.IsPresent)
                next = Min(NextBoundary(address, MiddleTableBytes), end);
            else if (!TryRemoveWithin(new PageTable(root.Frame), address, next, ref removed))
                return false;
            address = next;
        }
        return true;
    }

    /// <summary>How many pages of a range are present.</summary>
    public readonly ulong CountPresent(VirtualAddress start, VirtualAddress end)
    {
        ulong count = 0;
        var walk = new PageWalk(this, start, end);
        while (walk.MoveNext())
            count++;
        return count;
    }

    /// <summary>
    /// Releases all frames and all tables, the root too. A hart without a process may still use the root, for its kernel half: its user
    /// half is empty then.
    /// </summary>
    public void Free()
    {
        var root = new PageTable(_root);
        for (int i = 0; i < UserRootEntries; i++)
        {
            PageTableEntry entry = root[i];
            if (!entry.IsPresent)
                continue;
            root.Set(i, default);
            var middle = new PageTable(entry.Frame);
            int remaining = middle.EntriesInUse;
            for (int j = 0; remaining > 0; j++)
            {
                PageTableEntry inner = middle[j];
                if (!inner.IsPresent)
                    continue;
                ReleaseMiddleEntry(inner);
                remaining--;
            }
            FrameAllocator.Release(middle.Frame);
        }
        FrameAllocator.Release(_root);
        _root = default;
    }

    // The range lies in one table of the lowest level.
    private readonly bool TryRemoveWithin(PageTable middle, VirtualAddress start, VirtualAddress end, ref ulong removed)
    {
        int index = PageTable.IndexOf(start, 1);
        PageTableEntry entry = middle[index];
        if (!entry.IsPresent)
            return true;
        if (end - start == LeafTableBytes)
        {
            removed += entry.IsLeaf ? PageTable.EntryCount : (ulong)new PageTable(entry.Frame).EntriesInUse;
            middle.Set(index, default);
            ReleaseMiddleEntry(entry);
            return true;
        }
        if (!TryGetLeafTable(start, out PageTable table))
            return false;
        for (VirtualAddress address = start; address < end; address += VirtualAddress.PageSize)
        {
            int page = PageTable.IndexOf(address, 0);
            if (table[page].IsPresent)
                removed += DropPage(table, page);
        }
        if (table.EntriesInUse == 0)
        {
            middle.Set(index, default);
            FrameAllocator.Release(table.Frame);
        }
        return true;
    }

    private static ulong DropPage(PageTable table, int index)
    {
        PageTableEntry entry = table[index];
        if (!entry.IsPresent)
            return 0;
        table.Set(index, default);
        FrameAllocator.Release(entry.Frame);
        return 1;
    }

    private static void ReleaseMiddleEntry(PageTableEntry entry)
    {
        if (entry.IsLeaf)
            new Superpage(entry.Frame).Release();
        else
            ReleaseTable(new PageTable(entry.Frame));
    }

    // The last address space that lets go of a table releases the frames that it shows.
    private static void ReleaseTable(PageTable table)
    {
        if (!FrameAllocator.DropReference(table.Frame))
            return;
        int remaining = table.EntriesInUse;
        Span<PageTableEntry> entries = table.Entries;
        for (int i = 0; remaining > 0 && i < entries.Length; i++)
        {
            if (!entries[i].IsPresent)
                continue;
            FrameAllocator.Release(entries[i].Frame);
            remaining--;
        }
        FrameAllocator.Free(table.Frame);
    }

    private static VirtualAddress NextBoundary(VirtualAddress address, ulong size) => new((address.Value & ~(size - 1)) + size);

    private static VirtualAddress Min(VirtualAddress left, VirtualAddress right) => left < right ? left : right;
}
