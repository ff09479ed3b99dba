// Memory that several processes share without a file: an anonymous shared mapping and its copies after fork.
//
// The frames are found through a tree of tables with 512 entries each, as many levels as the size needs, in the format of page tables. A
// frame or a table is made at the first touch, or put in, and stays until nobody maps the memory any more.
//
// _lock protects the tree: entries are only added, so looking one up needs no lock. It is a spin lock: nothing here waits for a device.
// Frames are taken before the lock is.

using Xv6.Kernel.Foundation;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Memory;

public sealed class SharedMemory : Backing, IPooled<SharedMemory>
{
    private const int IndexBits = 9;

    private static readonly Pool<SharedMemory> s_pool = new("shared memory");

    private PoolLink<SharedMemory> _poolLink;
    private SpinLock _lock = new(LockOrder.Pool);
    private Frame _root;
    private ulong _pageCount;
    private int _levels;

    ref PoolLink<SharedMemory> IPooled<SharedMemory>.PoolLink => ref _poolLink;

    /// <summary>Makes shared memory of so many pages, which read as zeros. Null when memory is short.</summary>
    public static SharedMemory? TryCreate(ulong pages)
    {
        if (s_pool.TryAllocate() is not { } memory)
            return null;
        if (!FrameAllocator.TryAllocate(out memory._root, FrameCharge.Kernel))
        {
            s_pool.Free(memory);
            return null;
        }
        memory.Reset();
        memory._pageCount = pages;
        memory._levels = 1;
        while (memory._levels * IndexBits < 64 && pages > 1ul << memory._levels * IndexBits)
            memory._levels++;

        // Just the entries that the size needs: the memory of a small program has few.
        var root = new PageTable(memory._root);
        root.Entries[..(int)Math.Min(pages, PageTable.EntryCount)].Clear();
        root.EntriesInUse = 0;
        return memory;
    }

    /// <summary>The page at an index, if it has come into being already, with a reference for the caller.</summary>
    public bool TryFind(ulong pageIndex, out Frame frame)
    {
        frame = _root;
        for (int level = _levels - 1; level >= 0; level--)
        {
            PageTableEntry entry = new PageTable(frame)[IndexOf(pageIndex, level)];
            if (!entry.IsPresent)
                return false;
            frame = entry.Frame;
        }
        FrameAllocator.AddReference(frame);
        return true;
    }

    /// <summary>Makes a frame, to which the caller has a reference and keeps it, the page at an index that has none yet.</summary>
    /// <param name="pageIndex">The index.</param>
    /// <param name="frame">The frame; if the index has got another one meanwhile, that one in its place.</param>
    /// <param name="isAdded">Whether it is the page now.</param>
    /// <returns>OutOfMemory: then the caller has no reference any more.</returns>
    public ErrorNumber Put(ulong pageIndex, ref Frame frame, out bool isAdded)
    {
        Frame given = frame;
        isAdded = false;
        if (TryGetTable(pageIndex, out PageTable table))
        {
            isAdded = AddOrGet(table, IndexOf(pageIndex, 0), ref frame);
            FrameAllocator.AddReference(frame);
            if (!isAdded)
                FrameAllocator.Release(given);
            return ErrorNumber.None;
        }
        FrameAllocator.Release(given);
        return ErrorNumber.OutOfMemory;
    }

    public override Result<BackingPage> GetPage(in PageRequest request)
    {
        if (request.PageIndex >= _pageCount)
            return ErrorNumber.InvalidArgument;
        if (!TryGetTable(request.PageIndex, out PageTable table))
            return ErrorNumber.OutOfMemory;
        if (!TryGetOrAdd(table, IndexOf(request.PageIndex, 0), FrameCharge.Available, out Frame frame))
            return ErrorNumber.OutOfMemory;
        FrameAllocator.AddReference(frame);
        return new BackingPage(frame, false);
    }

    protected override void Free()
    {
        ReleaseTree(new PageTable(_root), _levels - 1);
        s_pool.Free(this);
    }

    private static int IndexOf(ulong page, int level) => (int)(page >> IndexBits * level) & (PageTable.EntryCount - 1);

    // The table of the lowest level for an index.
    private bool TryGetTable(ulong pageIndex, out PageTable table)
    {
        table = new PageTable(_root);
        for (int level = _levels - 1; level > 0; level--)
        {
            if (!TryGetOrAdd(table, IndexOf(pageIndex, level), FrameCharge.Kernel, out Frame next))
                return false;
            table = new PageTable(next);
        }
        return true;
    }

    // Two processes may come to the same entry at once; the second one's frame goes back.
    private bool TryGetOrAdd(PageTable table, int index, FrameCharge charge, out Frame frame)
    {
        frame = table[index].Frame;
        if (table[index].IsPresent)
            return true;
        if (!FrameAllocator.TryAllocateZeroed(out Frame added, charge))
            return false;
        FrameTable.Of(added).EntriesInUse = 0;
        frame = added;
        if (!AddOrGet(table, index, ref frame))
            FrameAllocator.Release(added);
        return true;
    }

    // False if the entry is in use already: then it says which frame it has.
    private bool AddOrGet(PageTable table, int index, ref Frame frame)
    {
        using var guard = _lock.Enter();
        bool isFree = !table[index].IsPresent;

        // Who looks without the lock and sees the entry must see the content, too.
        Interlocked.MemoryBarrier();
        if (isFree)
            table.Set(index, PageTableEntry.Table(frame));
        else
            frame = table[index].Frame;
        return isFree;
    }

    private static void ReleaseTree(PageTable table, int level)
    {
        int remaining = table.EntriesInUse;
        for (int i = 0; remaining > 0; i++)
        {
            PageTableEntry entry = table[i];
            if (!entry.IsPresent)
                continue;
            remaining--;
            if (level > 0)
                ReleaseTree(new PageTable(entry.Frame), level - 1);
            else
                FrameAllocator.Release(entry.Frame);
        }
        FrameAllocator.Release(table.Frame);
    }
}
