// The cache of metadata blocks: shards by block number, each with a lock of its own, over shared memory.
//
// Writing to disk is not its business: what changes a buffer puts it into a transaction, and the log writes it.

using Xv6.Kernel.Devices.Block;
using Xv6.Kernel.Files.Disks;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Files.Caching;

internal sealed class BufferCache
{
    public const int ShardCount = 16;

    private const ulong SmallestLimit = 128;
    private const ulong FramesPerLimitFrame = 32;

    private readonly Disk _disk;
    private readonly BufferFrames _frames;
    private readonly BufferShard[] _shards = new BufferShard[ShardCount];

    /// <param name="floorBuffers">So many buffers it has at any time.</param>
    [MayAllocate]
    public BufferCache(Disk disk, int floorBuffers)
    {
        _disk = disk;
        uint floor = (uint)(floorBuffers / BufferFrame.BufferCount + 1);
        _frames = new BufferFrames(floor, floor + (uint)Math.Max(SmallestLimit, FrameAllocator.TotalFrames / FramesPerLimitFrame));
        for (int i = 0; i < ShardCount; i++)
            _shards[i] = new BufferShard();
    }

    /// <summary>Locks of the cache, for statistics: see <see cref="LockAt"/>.</summary>
    public const int LockCount = ShardCount + 1;

    public ulong ReclaimableFrames => _frames.ReclaimableFrames;

    public ref SpinLock LockAt(int index)
    {
        if (index < ShardCount)
            return ref _shards[index].Lock;
        return ref _frames.Lock;
    }

    /// <summary>Takes the memory that the cache never gives back.</summary>
    public bool TryFillFloor() => _frames.TryFillFloor();

    public ulong Reclaim(ulong frames) => _frames.Reclaim(frames);

    /// <summary>Gives all memory back; no buffer may be in use.</summary>
    public void Clear()
    {
        while (_frames.Reclaim(uint.MaxValue, downToFloor: false) != 0)
        {
        }
    }

    /// <summary>The buffer of a block with the block's content, from disk if need be.</summary>
    public BufferReference Get(uint block)
    {
        if (GetUnread(block) is not { } buffer)
            return new BufferReference(null, ErrorNumber.OutOfMemory);
        if (buffer.IsValid)
            return new BufferReference(buffer, ErrorNumber.None);
        ErrorNumber error = Read(buffer);
        if (error == ErrorNumber.None)
            return new BufferReference(buffer, ErrorNumber.None);
        BufferShard.Release(buffer);
        return new BufferReference(null, error);
    }

    /// <summary>The buffer of a block that was just allocated: zeros, whatever is on disk.</summary>
    public BufferReference GetZeroed(uint block)
    {
        if (GetUnread(block) is not { } buffer)
            return new BufferReference(null, ErrorNumber.OutOfMemory);
        buffer.Bytes.Clear();
        buffer.IsValid = true;
        return new BufferReference(buffer, ErrorNumber.None);
    }

    /// <summary>The buffer of a block if it is cached.</summary>
    public BufferReference Find(uint block)
        => new(ShardOf(block).Find(block), ErrorNumber.None);

    private BufferShard ShardOf(uint block) => _shards[block % ShardCount];

    private BlockBuffer? GetUnread(uint block)
    {
        BufferShard shard = ShardOf(block);
        if (shard.Find(block) is { } cached)
            return cached;
        if (_frames.TryTake() is not { } unused)
            return null;
        BlockBuffer buffer = shard.FindOrInsert(block, unused);
        if (!ReferenceEquals(buffer, unused))
            _frames.Return(unused);
        return buffer;
    }

    private ErrorNumber Read(BlockBuffer buffer)
    {
        using var guard = buffer.FillLock.Enter();
        if (buffer.IsValid)
            return ErrorNumber.None;
        ErrorNumber error = _disk.Transfer(BlockOperation.Read, buffer.Block, buffer.Memory, 1);
        if (error == ErrorNumber.None)
            buffer.IsValid = true;
        return error;
    }
}
