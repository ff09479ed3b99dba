// The inodes in memory, by number: in shards, each with a lock of its own.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Files.Caching;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Files;

internal sealed class InodeTable
{
    public const int ShardCount = 8;

    // One unused inode is kept for so many frames of RAM.
    private const ulong FramesPerInode = 16;
    private const int SmallestShard = 8;
    private const int LargestShard = 1024;

    private readonly FileSystem _fileSystem;
    private readonly InodeShard[] _shards = new InodeShard[ShardCount];
    private readonly int _shardLimit;

    [MayAllocate]
    public InodeTable(FileSystem fileSystem)
    {
        _fileSystem = fileSystem;
        _shardLimit = (int)Math.Clamp(FrameAllocator.TotalFrames / FramesPerInode / ShardCount, SmallestShard, LargestShard);
        for (int i = 0; i < ShardCount; i++)
            _shards[i] = new InodeShard();
    }

    /// <summary>A reference to the inode with a number from a directory entry, read from disk.</summary>
    /// <returns>InputOutput when there can be no such inode; OutOfMemory.</returns>
    public Result<Inode> Get(uint number)
    {
        Result<Inode> found = GetUnread(number);
        return found.IsError ? found : Load(found.Value);
    }

    /// <summary>Reads an inode from disk if need be. On failure the reference is gone.</summary>
    public static Result<Inode> Load(Inode inode, bool mayBeUnnamed = false)
    {
        ErrorNumber error = inode.EnsureLoaded(mayBeUnnamed);
        if (error == ErrorNumber.None)
            return inode;
        inode.Release();
        return error;
    }

    /// <summary>Like <see cref="Get"/>, but the inode's link count may be 0 on disk.</summary>
    public Result<Inode> GetUnnamed(uint number)
    {
        Result<Inode> found = GetUnread(number);
        return found.IsError ? found : Load(found.Value, mayBeUnnamed: true);
    }

    /// <summary>A reference to an inode that may not have been read from disk yet.</summary>
    public Result<Inode> GetUnread(uint number)
    {
        if (number == 0 || number >= _fileSystem.SuperBlock.InodeLimit)
            return ErrorNumber.InputOutput;
        InodeShard shard = ShardOf(number);
        if (shard.Find(number) is { } known)
            return known;
        if (TryMake(shard, number) is not { } fresh)
            return ErrorNumber.OutOfMemory;
        Inode inode = shard.FindOrInsert(fresh);
        if (!ReferenceEquals(inode, fresh))
            Free(fresh);
        return inode;
    }

    /// <summary>A new inode, not stored yet. The caller stores it in the transaction, or calls <see cref="Discard"/>.</summary>
    /// <returns>NoSpace when all inodes are in use.</returns>
    public Result<Inode> AllocateNew(FileType type, short major, short minor)
    {
        Result<uint> number = _fileSystem.InodeNumbers.Allocate();
        if (number.IsError)
            return number.Error;
        Result<Inode> inode = GetUnread(number.Value);
        if (inode.IsError)
            _fileSystem.InodeNumbers.Free(number.Value);
        else
            inode.Value.MakeNew(type, major, minor);
        return inode;
    }

    /// <summary>Drops the only reference to an inode that is free on disk; its number can be allocated again.</summary>
    public void Discard(Inode inode)
    {
        uint number = inode.Number;
        if (inode.Type == FileType.Directory)
            _fileSystem.Names.RemoveDirectory(number);
        inode.Unload();
        ShardOf(number).TryRelease(inode);
        _fileSystem.InodeNumbers.Free(number);
    }

    public Inode AddReference(Inode inode)
    {
        ShardOf(inode.Number).AddReference(inode);
        return inode;
    }

    public void Release(Inode inode)
    {
        if (!ShardOf(inode.Number).TryRelease(inode))
            FreeUnnamed(inode);
    }

    // The last user of an inode without a name is gone. What can't be freed now is freed by the next mount.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FreeUnnamed(Inode inode)
    {
        if (inode.Delete() == ErrorNumber.None)
        {
            Discard(inode);
            return;
        }
        inode.Unload();
        ShardOf(inode.Number).TryRelease(inode);
    }

    /// <summary>Whether anybody uses an inode, apart from one user of the root directory.</summary>
    public bool IsInUse(Inode root)
    {
        int references = -1;
        for (int i = 0; i < ShardCount; i++)
            references += _shards[i].CountReferences();
        return references != 0 || root.References != 1;
    }

    /// <summary>Frames that the inodes take that nobody uses, about.</summary>
    public ulong UnusedFrames
    {
        get
        {
            ulong unused = 0;
            foreach (InodeShard shard in _shards)
                unused += (ulong)shard.UnusedCount;
            return unused * (Inode.Pool.ObjectBytes + FilePages.Pool.ObjectBytes) / VirtualAddress.PageSize;
        }
    }

    /// <summary>Gives up the inodes in memory that nobody uses. False if there are none.</summary>
    public bool Clear()
    {
        bool any = false;
        foreach (InodeShard shard in _shards)
        {
            while (shard.TakeUnused() is { } inode)
            {
                Free(inode);
                any = true;
            }
        }
        return any;
    }

    private InodeShard ShardOf(uint number) => _shards[number % ShardCount];

    private Inode? TryMake(InodeShard shard, uint number)
    {
        if (shard.Count >= _shardLimit && shard.TakeUnused() is { } unused)
        {
            unused.Unload();
            unused.Initialize(_fileSystem, number, unused.Pages);
            return unused;
        }
        if (FilePages.Pool.TryAllocate() is not { } pages)
            return null;
        if (Inode.Pool.TryAllocate() is not { } inode)
        {
            FilePages.Pool.Free(pages);
            return null;
        }
        pages.Initialize(_fileSystem.Pages);
        inode.Initialize(_fileSystem, number, pages);
        return inode;
    }

    private static void Free(Inode inode)
    {
        inode.Unload();
        FilePages.Pool.Free(inode.Pages);
        Inode.Pool.Free(inode);
    }
}
