// A cached block of metadata: inodes, bit map, directory content, indirect blocks.
//
// A buffer belongs to one block from its insertion in the cache until its eviction. Who uses it holds a reference, taken and dropped
// through BufferCache; a buffer that the log still has to write home is referenced by the log. There is no lock for the content as a
// whole: each part of a block is protected by the lock of what it holds (the inode's lock for its 64 bytes, the directory's, the
// block map's, the block allocator's), and the log copies a block only while no transaction runs.
//
// Fields that the shard's lock protects: Block, References, WasUsed, the link of the chain. _fillLock is held while the block is read.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Files.Format;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Synchronization;

namespace Xv6.Kernel.Files.Caching;

internal sealed class BlockBuffer : IPooled<BlockBuffer>
{
    public static readonly Pool<BlockBuffer> Pool = new("buffers");

    private PoolLink<BlockBuffer> _poolLink;
    private ListLinks<BlockBuffer> _unusedLinks;
    private BlockBuffer? _nextInChain;
    private bool _isValid;

    ref PoolLink<BlockBuffer> IPooled<BlockBuffer>.PoolLink => ref _poolLink;

    /// <summary>Where its 1024 bytes are.</summary>
    public PhysicalAddress Memory { get; private set; }

    /// <summary>The block that it caches.</summary>
    public uint Block { get; set; }

    public int References { get; set; }

    /// <summary>Used since the eviction clock last came by.</summary>
    public bool WasUsed { get; set; }

    /// <summary>The shard it is in; null while it caches nothing.</summary>
    public BufferShard? Shard { get; set; }

    /// <summary>In the list of buffers that cache nothing; the lock of <see cref="BufferFrames"/> protects this and its links.</summary>
    public bool IsUnused { get; set; }

    /// <summary>Position in the log's running group, or -1; the log's lock protects it.</summary>
    public int GroupIndex { get; set; }

    /// <summary>Held while the content comes from disk.</summary>
    public SleepLock FillLock = new(LockOrder.Buffer);

    /// <summary>Whether the memory holds the block's content.</summary>
    public bool IsValid
    {
        get => Volatile.Read(ref _isValid);
        set => Volatile.Write(ref _isValid, value);
    }

    public Span<byte> Bytes => DirectMap.Bytes(Memory, DiskFormat.BlockSize);

    /// <summary>The content as an array of another type.</summary>
    public unsafe Span<T> View<T>() where T : unmanaged => new(DirectMap.PointerTo(Memory), DiskFormat.BlockSize / sizeof(T));

    /// <summary>Begins a new life of the pooled object, with memory of its own.</summary>
    public void Initialize(PhysicalAddress memory)
    {
        Memory = memory;
        References = 0;
        GroupIndex = -1;
        Shard = null;
        IsUnused = false;
        IsValid = false;
    }

    /// <summary>The chains of a shard.</summary>
    public readonly struct ByBlock : IChained<BlockBuffer>
    {
        public static ref BlockBuffer? NextOf(BlockBuffer buffer) => ref buffer._nextInChain;

        public static uint KeyOf(BlockBuffer buffer) => buffer.Block;
    }

    /// <summary>Buffers that cache nothing.</summary>
    public readonly struct ByDisuse : IListLinks<BlockBuffer>
    {
        public static ref ListLinks<BlockBuffer> Of(BlockBuffer buffer) => ref buffer._unusedLinks;
    }
}

/// <summary>A reference to a buffer for the length of a scope, or the reason why there is none.</summary>
internal readonly struct BufferReference(BlockBuffer? buffer, Machine.Abi.ErrorNumber error) : IDisposable
{
    public Machine.Abi.ErrorNumber Error { get; } = error;

    public bool IsError
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Error != Machine.Abi.ErrorNumber.None;
    }

    public bool HasBuffer => buffer is not null;

    /// <summary>Only without an error.</summary>
    public BlockBuffer Buffer => buffer!;

    public void Dispose()
    {
        if (buffer is not null)
            BufferShard.Release(buffer);
    }
}
