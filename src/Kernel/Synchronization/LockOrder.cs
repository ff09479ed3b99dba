// The order of the locks, written down once: a lock may be taken only while every lock held stands above it here.
//
// Sleep locks come first: they are held across waiting, and no spin lock may be. Two locks of one class are never held together,
// except where the class's comment says how such pairs are ordered.

namespace Xv6.Kernel.Synchronization;

public static class LockOrder
{
    // Sleep locks.
    public static readonly LockClass StatisticsDevice = new("statistics device", 5);
    public static readonly LockClass Rename = new("rename", 10);
    public static readonly LockClass OpenFileOffset = new("file offset", 15);

    /// <summary>A directory's before that of an inode in it.</summary>
    public static readonly LockClass Inode = new("inode", 20, nests: true);
    public static readonly LockClass AddressSpace = new("address space", 30);

    /// <summary>One commit at a time. It waits for running transactions, so no lock that is taken within one comes before it.</summary>
    public static readonly LockClass Commit = new("log commit", 38);
    public static readonly LockClass WriteBack = new("write-back", 40);
    public static readonly LockClass BlockMap = new("block map", 42);
    public static readonly LockClass BlockAllocator = new("block allocator", 45);
    public static readonly LockClass Buffer = new("buffer", 50);

    // Spin locks.
    public static readonly LockClass FileCaches = new("file caches", 90);
    public static readonly LockClass ProgramContent = new("program content", 95);
    public static readonly LockClass InodeTable = new("inode table", 100);
    public static readonly LockClass InodeAllocator = new("inode allocator", 105);
    public static readonly LockClass Log = new("log", 110);
    public static readonly LockClass DirtyFiles = new("dirty files", 112);
    public static readonly LockClass FilePages = new("file pages", 115);
    public static readonly LockClass PageCache = new("page cache", 117);
    public static readonly LockClass BufferCache = new("bcache.bucket", 120);
    public static readonly LockClass BufferFrames = new("bcache.frames", 121);
    public static readonly LockClass NameCache = new("name cache", 124);
    public static readonly LockClass Pipe = new("pipe", 130);
    public static readonly LockClass Console = new("console", 140);
    public static readonly LockClass DiskRequest = new("disk request", 145);
    public static readonly LockClass BlockDevice = new("block device", 150);

    /// <summary>A process's before init's, when orphans are handed over.</summary>
    public static readonly LockClass Children = new("children", 160, nests: true);
    public static readonly LockClass ProcessTable = new("process table", 170);
    public static readonly LockClass Timer = new("timer", 180);
    public static readonly LockClass SleepLockState = new("sleep lock", 190);
    public static readonly LockClass WaitQueue = new("wait queue", 200);
    public static readonly LockClass RunQueue = new("run queue", 210);
    public static readonly LockClass KernelSpace = new("kernel space", 220);
    public static readonly LockClass Pool = new("pool", 230);

    /// <summary>A hart's cache before the buddy allocator.</summary>
    public static readonly LockClass Frames = new("kmem", 240, nests: true);
    public static readonly LockClass Random = new("random", 242);
    public static readonly LockClass InterruptController = new("interrupt controller", 245);
    public static readonly LockClass KernelLog = new("kernel log", 250);
    public static readonly LockClass Uart = new("uart", 260);

    /// <summary>All of them, for statistics.</summary>
    public static ReadOnlySpan<LockClass> All => s_all;

    private static readonly LockClass[] s_all =
    [
        StatisticsDevice, Rename, OpenFileOffset, Inode, AddressSpace, Commit, WriteBack, BlockMap,
        BlockAllocator, Buffer, FileCaches, ProgramContent, InodeTable, InodeAllocator, Log, DirtyFiles,
        FilePages, PageCache, BufferCache, BufferFrames, NameCache, Pipe, Console, DiskRequest,
        BlockDevice, Children, ProcessTable, Timer, SleepLockState, WaitQueue, RunQueue, KernelSpace,
        Pool, Frames, Random, InterruptController, KernelLog, Uart,
    ];
}
