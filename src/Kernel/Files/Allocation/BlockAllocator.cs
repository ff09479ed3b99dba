// Which data blocks are free: the bit map on disk, and what must not be used yet.
//
// A block that is freed may belong to its old owner again after a crash, until the freeing transaction is committed. So it is held back
// until then; if it held metadata, until the log is empty as well, because a replay would write the old content over the new. A block that
// the running group itself allocated can be reused at once.
//
// A search starts behind the file's last block, or where the last search ended, and skips blocks of the bit map that are known to have
// nothing free; so allocation doesn't scan the disk.
//
// _lock protects everything. Changes happen within transactions only, so it isn't needed while a group closes.

using System.Numerics;
using Xv6.Kernel.Files.Caching;
using Xv6.Kernel.Files.Format;
using Xv6.Kernel.Files.Logging;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Files.Allocation;

internal sealed class BlockAllocator
{
    private readonly SuperBlock _superBlock;
    private readonly BufferCache _buffers;
    private readonly BitmapChanges?[] _changes;
    private readonly bool[] _isExhausted;
    private SleepLock _lock = new(LockOrder.BlockAllocator);
    private BitmapChanges? _firstChanged;
    private uint _cursor;
    private bool _hasFreed;
    private bool _hasFreedMetadata;
    private bool _isCommittingFrees;

    [MayAllocate]
    public BlockAllocator(in SuperBlock superBlock, BufferCache buffers)
    {
        _superBlock = superBlock;
        _buffers = buffers;
        _changes = new BitmapChanges?[superBlock.BitmapBlocks];
        _isExhausted = new bool[superBlock.BitmapBlocks];
        _cursor = superBlock.DataStart;
    }

    /// <summary>Whether a commit would make more blocks available.</summary>
    public bool IsHoldingBack => Volatile.Read(ref _hasFreed) || Volatile.Read(ref _isCommittingFrees);

    /// <summary>Allocates a block, the first free one from <paramref name="goal"/> on if there is one. Its content is undefined.</summary>
    /// <param name="goal">0 = anywhere.</param>
    public Result<uint> Allocate(Transaction transaction, uint goal)
    {
        using var guard = _lock.Enter();
        uint start = _superBlock.IsDataBlock(goal) ? goal : _superBlock.IsDataBlock(_cursor) ? _cursor : _superBlock.DataStart;
        int index = (int)(start / DiskFormat.BitsPerBlock);
        int from = (int)(start % DiskFormat.BitsPerBlock);

        // The block of the bit map where it starts comes last once more, for the part before the start.
        for (int i = 0; i <= _changes.Length; i++)
        {
            if (!_isExhausted[index])
            {
                Result<uint> block = AllocateIn(transaction, index, from);
                if (block.Error != ErrorNumber.NoSpace)
                    return block;
                _isExhausted[index] = from == 0;
            }
            index = index + 1 < _changes.Length ? index + 1 : 0;
            from = 0;
        }
        return ErrorNumber.NoSpace;
    }

    /// <summary>Frees a block.</summary>
    /// <param name="wasMetadata">It was written through the log: a directory's content or an indirect block.</param>
    /// <returns>InputOutput if it can't be anybody's or is free already: the disk is corrupt.</returns>
    public ErrorNumber Free(Transaction transaction, uint block, bool wasMetadata)
    {
        if (!_superBlock.IsDataBlock(block))
            return ErrorNumber.InputOutput;
        using var guard = _lock.Enter();
        using BufferReference bitmap = _buffers.Get(_superBlock.BitmapBlockOf(block));
        if (bitmap.IsError)
            return bitmap.Error;
        int index = (int)(block / DiskFormat.BitsPerBlock);
        int word = (int)(block % DiskFormat.BitsPerBlock / 64);
        ulong bit = 1ul << (int)(block % 64);
        ref ulong onDisk = ref bitmap.Buffer.View<ulong>()[word];
        if ((onDisk & bit) == 0)
            return ErrorNumber.InputOutput;
        if (ChangesOf(index) is not { } changes)
            return ErrorNumber.OutOfMemory;
        onDisk &= ~bit;
        transaction.Include(bitmap.Buffer);
        if (wasMetadata)
            ForgetContent(transaction, block);
        if ((changes.Allocated[word] & bit) != 0)
        {
            changes.Allocated[word] &= ~bit;
            _isExhausted[index] = false;
            return ErrorNumber.None;
        }
        changes.Freed[word] |= bit;
        _hasFreed = true;
        _hasFreedMetadata |= wasMetadata;
        return ErrorNumber.None;
    }

    /// <summary>How many data blocks nobody owns, those that a commit would make available included.</summary>
    public Result<uint> CountFree()
    {
        using var guard = _lock.Enter();
        uint free = 0;
        for (uint first = _superBlock.DataStart; first < _superBlock.Size; first = NextBitmapBlock(first))
        {
            using BufferReference bitmap = _buffers.Get(_superBlock.BitmapBlockOf(first));
            if (bitmap.IsError)
                return bitmap.Error;
            uint end = Math.Min(NextBitmapBlock(first), _superBlock.Size);
            free += CountClear(bitmap.Buffer.View<ulong>(), first % DiskFormat.BitsPerBlock, end - first);
        }
        return free;
    }

    /// <summary>The running group becomes the committing one. No transaction runs.</summary>
    /// <returns>Whether blocks with metadata are among those it freed.</returns>
    public bool GroupClosed()
    {
        for (BitmapChanges? changes = _firstChanged; changes is not null; changes = changes.Next)
        {
            changes.Freed.CopyTo(changes.Committing);
            changes.Freed.Clear();
            changes.Allocated.Clear();
        }
        bool hasFreedMetadata = _hasFreedMetadata;
        _isCommittingFrees = _hasFreed;
        _hasFreed = false;
        _hasFreedMetadata = false;
        return hasFreedMetadata;
    }

    /// <summary>What the committing group freed can be used from now on.</summary>
    public void GroupCommitted()
    {
        using var guard = _lock.Enter();
        _isCommittingFrees = false;
        BitmapChanges? remaining = null;
        BitmapChanges? next;
        for (BitmapChanges? changes = _firstChanged; changes is not null; changes = next)
        {
            next = changes.Next;
            _isExhausted[changes.Index] = false;
            changes.Committing.Clear();
            if (changes.Freed.ContainsAnyExcept(0ul) || changes.Allocated.ContainsAnyExcept(0ul))
            {
                changes.Next = remaining;
                remaining = changes;
                continue;
            }
            _changes[changes.Index] = null;
            BitmapChanges.Pool.Free(changes);
        }
        _firstChanged = remaining;
    }

    // Finds and takes a free bit of one block of the bit map, from a bit on.
    private Result<uint> AllocateIn(Transaction transaction, int index, int from)
    {
        uint first = (uint)index * DiskFormat.BitsPerBlock;
        if (first < _superBlock.DataStart)
            from = (int)Math.Max(from, Math.Min(_superBlock.DataStart - first, DiskFormat.BitsPerBlock));
        int end = (int)Math.Min(_superBlock.Size - first, DiskFormat.BitsPerBlock);
        if (from >= end)
            return ErrorNumber.NoSpace;
        using BufferReference bitmap = _buffers.Get(_superBlock.BitmapStart + (uint)index);
        if (bitmap.IsError)
            return bitmap.Error;
        Span<ulong> words = bitmap.Buffer.View<ulong>();
        int bit = FindFree(words, _changes[index], from, end);
        if (bit < 0)
            return ErrorNumber.NoSpace;

        // Without memory for the record the block is taken for an old one when it is freed: that is only slower.
        if (ChangesOf(index) is { } changes)
            changes.Allocated[bit / 64] |= 1ul << (bit % 64);
        words[bit / 64] |= 1ul << (bit % 64);
        transaction.Include(bitmap.Buffer);
        _cursor = first + (uint)bit + 1;
        return first + (uint)bit;
    }

    // The first block whose bit is in the next block of the bit map.
    private static uint NextBitmapBlock(uint block) => (block / DiskFormat.BitsPerBlock + 1) * DiskFormat.BitsPerBlock;

    private static uint CountClear(ReadOnlySpan<ulong> words, uint from, uint count)
    {
        uint clear = 0;
        for (uint bit = from, end = from + count; bit < end;)
        {
            uint next = Math.Min((bit / 64 + 1) * 64, end);
            ulong mask = ulong.MaxValue >> (int)(64 - (next - bit)) << (int)(bit % 64);
            clear += (uint)BitOperations.PopCount(~words[(int)(bit / 64)] & mask);
            bit = next;
        }
        return clear;
    }

    private static int FindFree(ReadOnlySpan<ulong> words, BitmapChanges? changes, int from, int end)
    {
        ulong mask = ulong.MaxValue << (from % 64);
        for (int word = from / 64; word * 64 < end; word++)
        {
            ulong free = ~words[word] & mask;
            if (free != 0 && changes is not null)
                free &= ~changes.HeldBack(word);
            mask = ulong.MaxValue;
            if (free == 0)
                continue;
            int bit = word * 64 + BitOperations.TrailingZeroCount(free);
            return bit < end ? bit : -1;
        }
        return -1;
    }

    private void ForgetContent(Transaction transaction, uint block)
    {
        using BufferReference content = _buffers.Find(block);
        if (content.HasBuffer)
            transaction.Forget(content.Buffer);
    }

    private BitmapChanges? ChangesOf(int index)
    {
        if (_changes[index] is { } existing)
            return existing;
        if (BitmapChanges.Pool.TryAllocate() is not { } changes)
            return null;
        changes.Initialize(index);
        changes.Next = _firstChanged;
        _firstChanged = changes;
        _changes[index] = changes;
        return changes;
    }
}
