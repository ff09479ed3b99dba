// A file, directory, device or symbolic link as the kernel knows it while somebody uses it.
//
// In memory there is one object for an inode number (InodeTable). Who uses it holds a reference; the last one to let go of an inode
// without a name frees it on disk. Its fields are those of the inode on disk, plus what makes access fast.
//
// Locks: Lock (sleep) makes changes of the content, and of the directory structure, one at a time; its holder may copy from and to user
// memory. _mapLock (sleep, later in the order) protects the block numbers and changes of the size, and is all that reading a page into
// the cache needs: a page fault in the middle of a write to the same file works. Type, major and minor don't change while referenced;
// LinkCount changes under Lock. References and the links belong to the table.

using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Files.Caching;
using Xv6.Kernel.Files.Format;
using Xv6.Kernel.Files.Logging;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files;

public sealed partial class Inode : IPooled<Inode>
{
    // What stat says: there is one disk.
    private const int DeviceNumber = 1;

    internal static readonly Pool<Inode> Pool = new("inodes");

    private PoolLink<Inode> _poolLink;
    private ListLinks<Inode> _unusedLinks;
    private Inode? _nextInChain;
    private SleepLock _mapLock = new(LockOrder.BlockMap);
    private BlockAddresses _addresses;
    private ulong _size;
    private bool _isLoaded;
    private int _holds;

    ref PoolLink<Inode> IPooled<Inode>.PoolLink => ref _poolLink;

    public FileSystem FileSystem { get; private set; } = null!;

    public uint Number { get; private set; }

    public FileType Type { get; private set; }

    public short Major { get; private set; }

    public short Minor { get; private set; }

    /// <summary>Names that it has; a directory's ".." counts for its parent, its own "." for nothing.</summary>
    public short LinkCount { get; internal set; }

    /// <summary>Bytes. A reader without a lock gets a value that was true at some moment.</summary>
    public ulong Size => Volatile.Read(ref _size);

    /// <summary>Serialises changes; see the file's header.</summary>
    internal SleepLock Lock = new(LockOrder.Inode);

    internal FilePages Pages { get; private set; } = null!;

    /// <summary>Users; the table's shard lock protects it and the links.</summary>
    internal int References { get; set; }

    /// <summary>Next in the list of files with dirty pages; the list's lock protects it and the flag.</summary>
    internal Inode? NextDirty { get; set; }

    internal bool IsListedDirty { get; set; }

    /// <summary>Next of the files that the holder of the write-back lock writes.</summary>
    internal Inode? NextWriting { get; set; }

    /// <summary>Of a directory: no entry below this offset is free. Lock protects it.</summary>
    internal uint FreeEntryHint { get; set; }

    /// <summary>What programs that run from the file see of it; null if none do. ProgramContent's lock protects it.</summary>
    internal ProgramContent? RunningContent;

    internal bool IsLoaded => Volatile.Read(ref _isLoaded);

    /// <summary>The object must stay in memory, whether it has users or not.</summary>
    internal bool IsHeld => Volatile.Read(ref _holds) != 0;

    /// <summary>One more user.</summary>
    public Inode AddReference() => FileSystem.Inodes.AddReference(this);

    /// <summary>One user less. The last one frees an inode that has no name, so no inode lock or transaction may be held.</summary>
    public void Release() => FileSystem.Inodes.Release(this);

    public void Stat(out FileStatus status)
    {
        status = default;
        status.Device = DeviceNumber;
        status.InodeNumber = Number;
        status.Type = Type;
        status.LinkCount = LinkCount;
        status.Size = Size;
    }

    internal void Hold() => Interlocked.Increment(ref _holds);

    internal void Unhold()
    {
        int left = Interlocked.Decrement(ref _holds);
        Invariant.CheckReferencesLeft(left, "held inode");
    }

    /// <summary>Begins a new life of the pooled object: it stands for a number, but nothing is read yet.</summary>
    internal void Initialize(FileSystem fileSystem, uint number, FilePages pages)
    {
        FileSystem = fileSystem;
        Number = number;
        Pages = pages;
        References = 1;
        Type = FileType.Free;
        LinkCount = 0;
        _size = 0;
        _holds = 0;
        _isLoaded = false;
        _goal = 0;
        FreeEntryHint = 0;
        IsListedDirty = false;
        RunningContent = null;
        _sharedWriters = 0;
        NextDirty = NextWriting = null;
        _unusedLinks = default;
    }

    /// <summary>Reads the inode from disk, the first time.</summary>
    /// <returns>InputOutput if it can't be read, is free, or makes no sense; NoSuchFile if it has no name.</returns>
    internal ErrorNumber EnsureLoaded(bool mayBeUnnamed)
    {
        if (IsLoaded)
            return ErrorNumber.None;
        using var map = _mapLock.Enter();
        if (IsLoaded)
            return ErrorNumber.None;
        using BufferReference block = FileSystem.Buffers.Get(FileSystem.SuperBlock.BlockOfInode(Number));
        if (block.IsError)
            return block.Error;
        ref readonly DiskInode onDisk = ref RecordIn(block.Buffer);
        bool isValid = onDisk.Type is >= FileType.Directory and <= FileType.SymbolicLink
            && onDisk.Length <= FileSystem.Format.LargestFileSize;
        if (!isValid)
            return ErrorNumber.InputOutput;
        if (onDisk.LinkCount <= 0 && !mayBeUnnamed)
            return ErrorNumber.NoSuchFile;
        Type = onDisk.Type;
        Major = onDisk.Major;
        Minor = onDisk.Minor;
        LinkCount = onDisk.LinkCount;
        _size = onDisk.Length;
        _addresses = onDisk.Addresses;
        Volatile.Write(ref _isLoaded, true);
        return ErrorNumber.None;
    }

    /// <summary>Makes the object a new, empty inode of a type. Nobody else knows it yet.</summary>
    internal void MakeNew(FileType type, short major, short minor)
    {
        Type = type;
        Major = major;
        Minor = minor;
        LinkCount = 0;
        _size = 0;
        _addresses = default;
        _goal = 0;
        FreeEntryHint = 0;
        Volatile.Write(ref _isLoaded, true);
    }

    /// <summary>Forgets what was read and cached of the inode.</summary>
    internal void Unload()
    {
        Volatile.Write(ref _isLoaded, false);
        Pages.RemoveFrom(0);
    }

    /// <summary>The block of the disk's inode area that it is in.</summary>
    internal BufferReference GetRecordBlock() => FileSystem.Buffers.Get(FileSystem.SuperBlock.BlockOfInode(Number));

    /// <summary>Copies the fields into the block of <see cref="GetRecordBlock"/>. The caller holds Lock or is the only user.</summary>
    internal void Store(Transaction transaction, BlockBuffer block) => Store(transaction, block, Type, _size);

    private void Store(Transaction transaction, BlockBuffer block, FileType type, ulong size)
    {
        ref DiskInode onDisk = ref RecordIn(block);
        onDisk.Type = type;
        onDisk.Major = Major;
        onDisk.Minor = Minor;
        onDisk.LinkCount = LinkCount;
        onDisk.Length = (uint)size;
        onDisk.Addresses = _addresses;
        transaction.Include(block);
    }

    private ref DiskInode RecordIn(BlockBuffer block)
        => ref block.View<DiskInode>()[(int)(Number % DiskFormat.InodesPerBlock)];

    /// <summary>The chains of a shard.</summary>
    internal readonly struct ByNumber : IChained<Inode>
    {
        public static ref Inode? NextOf(Inode inode) => ref inode._nextInChain;

        public static uint KeyOf(Inode inode) => inode.Number;
    }

    /// <summary>Inodes without users.</summary>
    internal readonly struct ByDisuse : IListLinks<Inode>
    {
        public static ref ListLinks<Inode> Of(Inode inode) => ref inode._unusedLinks;
    }
}
