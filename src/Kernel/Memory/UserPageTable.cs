// The page tables of an address space's user half: three levels (Sv39), the root of which also shows the kernel half.
//
// - A leaf entry of the lowest level holds one reference to its frame. A leaf of the middle level is a superpage (2 MiB), and counts as
//   an owner of it; it can be split into 512 small pages at any time.
// - Tables of the lowest level can be shared between address spaces, after a fork: the table's reference count is the number of them.
//   A shared table has no writable entry and is never changed; who has to change it makes its own copy first. The references to the
//   frames belong to the table, however many share it.
//
// The address space's lock protects it; translation caches are the caller's business.

namespace Xv6.Kernel.Memory;

internal partial struct UserPageTable
{
    /// <summary>Root entries of the user half.</summary>
    private const int UserRootEntries = 256;

    /// <summary>Bytes that one table of the lowest level maps.</summary>
    public const ulong LeafTableBytes = 1ul << 21;

    private const ulong MiddleTableBytes = 1ul << 30;

    private Frame _root;

    public readonly Frame Root => _root;

    /// <summary>Makes an empty user half under the kernel's half.</summary>
    public static bool TryCreate(out UserPageTable table)
    {
        bool created = PageTable.TryCreate(out PageTable root);
        table = new UserPageTable { _root = root.Frame };
        if (created)
            KernelSpace.CopyRootEntries(root);
        return created;
    }

    /// <summary>The entry that maps an address, or an entry that is not present.</summary>
    public readonly PageTableEntry Find(VirtualAddress address, out bool isSuperpage)
    {
        isSuperpage = false;
        PageTableEntry entry = new PageTable(_root)[PageTable.IndexOf(address, 2)];
        if (!entry.IsPresent)
            return default;
        entry = new PageTable(entry.Frame)[PageTable.IndexOf(address, 1)];
        if (!entry.IsPresent)
            return default;
        isSuperpage = entry.IsLeaf;
        return isSuperpage ? entry : new PageTable(entry.Frame)[PageTable.IndexOf(address, 0)];
    }

    /// <summary>
    /// The table of the lowest level that covers an address, for changes: makes what is missing, copies a shared table, splits a
    /// superpage. False when memory is short.
    /// </summary>
    public readonly bool TryGetLeafTable(VirtualAddress address, out PageTable table)
    {
        table = default;
        if (!TryGetMiddleTable(address, out PageTable middle))
            return false;
        int index = PageTable.IndexOf(address, 1);
        PageTableEntry entry = middle[index];
        if (entry.IsTable)
        {
            table = new PageTable(entry.Frame);
            return !table.IsShared || TryCopyShared(ref table, middle, index);
        }
        if (!PageTable.TryCreate(out table))
            return false;
        if (entry.IsPresent)
            Split(entry, table);
        middle.Set(index, PageTableEntry.Table(table.Frame));
        return true;
    }

    /// <summary>Whether nothing at all is mapped in the 2 MiB around an address.</summary>
    public readonly bool IsSuperpageFree(VirtualAddress address)
    {
        PageTableEntry entry = new PageTable(_root)[PageTable.IndexOf(address, 2)];
        return !entry.IsPresent || !new PageTable(entry.Frame)[PageTable.IndexOf(address, 1)].IsPresent;
    }

    /// <summary>Whether a page that is present is shared together with those around it: its superpage, or its table.</summary>
    public readonly bool IsShared(VirtualAddress address)
    {
        var middle = new PageTable(new PageTable(_root)[PageTable.IndexOf(address, 2)].Frame);
        PageTableEntry entry = middle[PageTable.IndexOf(address, 1)];
        return entry.IsLeaf ? new Superpage(entry.Frame).IsShared : new PageTable(entry.Frame).IsShared;
    }

    /// <summary>Makes sure that a superpage can be mapped at an address. False if something is there, or memory is short.</summary>
    public readonly bool TryPrepareSuperpage(VirtualAddress address)
        => TryGetMiddleTable(address, out PageTable middle) && !middle[PageTable.IndexOf(address, 1)].IsPresent;

    /// <summary>Maps a superpage at an address that was prepared for it.</summary>
    public readonly void SetSuperpage(VirtualAddress address, PageTableEntry entry)
    {
        new Superpage(entry.Frame).Initialize();
        new PageTable(new PageTable(_root)[PageTable.IndexOf(address, 2)].Frame).Set(PageTable.IndexOf(address, 1), entry);
    }

    /// <summary>Adds flags that cost no right, such as accessed and dirty, to the entry that maps an address.</summary>
    public readonly void AddFlags(VirtualAddress address, ulong flags)
    {
        var middle = new PageTable(new PageTable(_root)[PageTable.IndexOf(address, 2)].Frame);
        int index = PageTable.IndexOf(address, 1);
        PageTableEntry entry = middle[index];
        if (entry.IsLeaf)
        {
            middle.Set(index, entry.With(flags));
            return;
        }
        var leaf = new PageTable(entry.Frame);
        index = PageTable.IndexOf(address, 0);
        leaf.Set(index, leaf[index].With(flags));
    }

    private readonly bool TryGetMiddleTable(VirtualAddress address, out PageTable table)
    {
        var root = new PageTable(_root);
        int index = PageTable.IndexOf(address, 2);
        PageTableEntry entry = root[index];
        table = new PageTable(entry.Frame);
        if (entry.IsPresent)
            return true;
        if (!PageTable.TryCreate(out table))
            return false;
        root.Set(index, PageTableEntry.Table(table.Frame));
        return true;
    }

    private static void Split(PageTableEntry superpage, PageTable table)
    {
        Frame frame = superpage.Frame;
        foreach (ref PageTableEntry entry in table.Entries)
        {
            entry = superpage.At(frame);
            frame += 1;
        }
        table.EntriesInUse = PageTable.EntryCount;
        new Superpage(superpage.Frame).BecomeSmallPages();
        MemoryCounters.Count(MemoryEvent.SuperpageSplit);
    }
}
