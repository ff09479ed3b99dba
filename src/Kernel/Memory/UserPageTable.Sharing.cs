// Fork: the child's tables show the same frames, and nobody may write to them in place any more.

namespace Xv6.Kernel.Memory;

internal partial struct UserPageTable
{
    // Below so many entries a copy of the table is cheaper than sharing it, because it is sure to be written to soon.
    private const int EntriesWorthSharing = 64;

    /// <summary>
    /// Shows everything in the child's (empty) table too, and takes away the right to write from both.
    /// False when memory is short: the child's table is incomplete then. This one lost nothing but write rights, which faults restore.
    /// </summary>
    public readonly bool TryShareWith(in UserPageTable child)
    {
        var parentRoot = new PageTable(_root);
        for (int i = 0; i < UserRootEntries; i++)
        {
            PageTableEntry entry = parentRoot[i];
            if (!entry.IsPresent)
                continue;
            if (!PageTable.TryCreate(out PageTable childMiddle))
                return false;
            new PageTable(child._root).Set(i, PageTableEntry.Table(childMiddle.Frame));
            if (!TryShareMiddle(new PageTable(entry.Frame), childMiddle))
                return false;
        }
        return true;
    }

    private static bool TryShareMiddle(PageTable parent, PageTable child)
    {
        int remaining = parent.EntriesInUse;
        for (int i = 0; remaining > 0 && i < PageTable.EntryCount; i++)
        {
            PageTableEntry entry = parent[i];
            if (!entry.IsPresent)
                continue;
            remaining--;
            if (entry.IsLeaf)
            {
                entry = entry.Without(PageTableEntry.Write);
                new Superpage(entry.Frame).AddOwner();
                parent.Set(i, entry);
                child.Set(i, entry);
                continue;
            }
            if (!TryShareLeafTable(new PageTable(entry.Frame), out PageTable childTable))
                return false;
            child.Set(i, PageTableEntry.Table(childTable.Frame));
        }
        return true;
    }

    private static bool TryShareLeafTable(PageTable parent, out PageTable child)
    {
        bool isShared = parent.IsShared;
        if (!isShared)
            RemoveWriteRights(parent);
        if (!isShared && parent.EntriesInUse < EntriesWorthSharing)
            return TryCopy(parent, out child);
        child = parent;
        FrameAllocator.AddReference(parent.Frame);
        MemoryCounters.Count(MemoryEvent.TableShared);
        return true;
    }

    private static void RemoveWriteRights(PageTable table)
    {
        foreach (ref PageTableEntry entry in table.Entries)
            entry = entry.Without(PageTableEntry.Write);
    }

    // A new table with the same entries, which hold references of their own.
    private static bool TryCopy(PageTable source, out PageTable copy)
    {
        if (!PageTable.TryCreate(out copy))
            return false;
        Span<PageTableEntry> from = source.Entries;
        Span<PageTableEntry> to = copy.Entries;
        int remaining = source.EntriesInUse;
        for (int i = 0; remaining > 0 && i < from.Length; i++)
        {
            PageTableEntry entry = from[i];
            if (!entry.IsPresent)
                continue;
            FrameAllocator.AddReference(entry.Frame);
            to[i] = entry;
            remaining--;
        }
        copy.EntriesInUse = source.EntriesInUse;
        return true;
    }

    private static bool TryCopyShared(ref PageTable table, PageTable middle, int index)
    {
        PageTable shared = table;
        if (!TryCopy(shared, out table))
            return false;
        middle.Set(index, PageTableEntry.Table(table.Frame));
        ReleaseTable(shared);
        MemoryCounters.Count(MemoryEvent.TableCopy);
        return true;
    }
}
