// A part of the buffer cache: the buffers whose block numbers hash to it, in chains.
//
// _lock protects the chains and, of the buffers in them, Block, References, WasUsed and the link. A buffer with references is never
// removed.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Synchronization;

namespace Xv6.Kernel.Files.Caching;

internal sealed class BufferShard
{
    private const int ChainCount = 128;

    private SpinLock _lock = new(LockOrder.BufferCache);
    private Chains _chains;

    public ref SpinLock Lock => ref _lock;

    /// <summary>Finds a block's buffer and adds a reference.</summary>
    public BlockBuffer? Find(uint block)
    {
        using var guard = _lock.Enter();
        return FindLocked(block);
    }

    /// <summary>
    /// Puts an unused buffer in for a block, with one reference. If the block has got one meanwhile, returns that instead.
    /// </summary>
    public BlockBuffer FindOrInsert(uint block, BlockBuffer unused)
    {
        using var guard = _lock.Enter();
        if (FindLocked(block) is { } existing)
            return existing;
        unused.Block = block;
        unused.References = 1;
        unused.WasUsed = false;
        unused.IsValid = false;
        unused.Shard = this;
        ChainOf(block).Add(unused);
        return unused;
    }

    public static void AddReference(BlockBuffer buffer)
    {
        using var guard = buffer.Shard!._lock.Enter();
        buffer.References++;
    }

    public static void Release(BlockBuffer buffer)
    {
        using var guard = buffer.Shard!._lock.Enter();
        buffer.References--;
        Invariant.CheckReferencesLeft(buffer.References, "buffer");
    }

    /// <summary>Takes a buffer out if nobody uses it. Never waits for the lock, so the caller may hold locks that come after it.</summary>
    /// <param name="evenIfRecentlyUsed">False: a buffer that was used since the last attempt gets another chance.</param>
    public bool TryEvict(BlockBuffer buffer, bool evenIfRecentlyUsed)
    {
        if (!_lock.TryAcquire())
            return false;
        bool evict = buffer.References == 0 && (evenIfRecentlyUsed || !buffer.WasUsed);
        buffer.WasUsed = false;
        if (evict)
            Remove(buffer);
        _lock.Release();
        return evict;
    }

    private BlockBuffer? FindLocked(uint block)
    {
        if (ChainOf(block).Find(block) is not { } buffer)
            return null;
        buffer.References++;
        buffer.WasUsed = true;
        return buffer;
    }

    private void Remove(BlockBuffer buffer)
    {
        ChainOf(buffer.Block).Remove(buffer);
        buffer.Shard = null;
        buffer.IsValid = false;
    }

    // Neighbouring blocks lie in different shards, so the block number without the bits that chose the shard chooses the chain.
    private ref HashChain<BlockBuffer, BlockBuffer.ByBlock> ChainOf(uint block) => ref _chains[(int)(block / BufferCache.ShardCount % ChainCount)];

    [InlineArray(ChainCount)]
    private struct Chains
    {
        private HashChain<BlockBuffer, BlockBuffer.ByBlock> _first;
    }
}
