// Memory that several processes share without a file: an anonymous shared mapping and its copies after fork.
//
// The frames are found through a tree of tables with 512 entries each, as many levels as the size needs, in the format of page tables. A
// frame or a table is made at the first touch and stays until nobody maps the memory any more.
//
// _lock protects the tree. It is a spin lock: nothing here waits for a device. Frames are taken before the lock is.

using Xv6.Kernel.Foundation;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Memory;

public sealed class SharedMemory : Backing, IPooled<SharedMemory>
{
    private const int Levels = 3;
    private const ulong MaximumPages = 1ul << 9 * Levels;

    private static readonly Pool<SharedMemory> s_pool = new("shared memory");

    private PoolLink<SharedMemory> _poolLink;
    private SpinLock _lock = new(LockOrder.Pool);
    private Frame _root;

    ref PoolLink<SharedMemory> IPooled<SharedMemory>.PoolLink => ref _poolLink;

    /// <summary>Makes shared memory that reads as zeros. Null when memory is short.</summary>
    public static SharedMemory? TryCreate()
    {
        if (s_pool.TryAllocate() is not { } memory)
            return null;
        memory.Reset();
        if (!PageTable.TryCreate(out PageTable root))
        {
            s_pool.Free(memory);
            return null;
        }
        memory._root = root.Frame;
        return memory;
    }

    /// <summary>Makes a frame the page at an index that has none yet. The caller's reference to it is used up, also if it fails.</summary>
    /// <remarks>By the one who made the memory, before others know it.</remarks>
    public ErrorNumber Put(ulong pageIndex, Frame frame)
    {
        if (TryGetTable(pageIndex, out PageTable table))
        {
            table.Set(IndexOf(pageIndex, 0), PageTableEntry.Table(frame));
            return ErrorNumber.None;
        }
        FrameAllocator.Release(frame);
        return ErrorNumber.OutOfMemory;
    }

    public override Result<BackingPage> GetPage(in PageRequest request)
    {
        if (request.PageIndex >= MaximumPages)
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
        ReleaseTree(new PageTable(_root), Levels - 1);
        s_pool.Free(this);
    }

    private static int IndexOf(ulong page, int level) => (int)(page >> 9 * level) & (PageTable.EntryCount - 1);

    // The table of the lowest level for an index.
    private bool TryGetTable(ulong pageIndex, out PageTable table)
    {
        table = new PageTable(_root);
        for (int level = Levels - 1; level > 0; level--)
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
        using (_lock.Enter())
        {
            if (!table[index].IsPresent)
            {
                table.Set(index, PageTableEntry.Table(added));
                frame = added;
                return true;
            }
            frame = table[index].Frame;
        }
        FrameAllocator.Release(added);
        return true;
    }

    private static void ReleaseTree(PageTable table, int level)
    {
        for (int i = 0; i < PageTable.EntryCount; i++)
        {
            PageTableEntry entry = table[i];
            if (!entry.IsPresent)
                continue;
            if (level > 0)
                ReleaseTree(new PageTable(entry.Frame), level - 1);
            else
                FrameAllocator.Release(entry.Frame);
        }
        FrameAllocator.Release(table.Frame);
    }
}
