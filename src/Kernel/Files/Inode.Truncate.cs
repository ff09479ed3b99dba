// Making content shorter or longer, and the end of an inode.
//
// Blocks are freed from the end of the file towards its start, in as many transactions as it takes; each leaves an inode on disk that is
// consistent and a bit shorter. So a crash in between leaves a file that is not as short yet as it should be, or, of an inode without
// names, something that the next mount finishes.

using Xv6.Kernel.Files.Caching;
using Xv6.Kernel.Files.Format;
using Xv6.Kernel.Files.Logging;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files;

public sealed partial class Inode
{
    // What freeing one more block can change at most, with the indirect blocks that it empties: three blocks of the bit map, the leaf, the
    // double indirect block, and the inode.
    private const int ReservationToFree = 6;

    /// <summary>Sets the size of a regular file: cuts off what is behind it, or adds zeros that take no space.</summary>
    public ErrorNumber Resize(ulong size)
    {
        if (Type != FileType.File)
            return Type == FileType.Directory ? ErrorNumber.IsDirectory : ErrorNumber.InvalidArgument;
        if (size > FileSystem.Format.LargestFileSize)
            return ErrorNumber.FileTooLarge;
        using var guard = Lock.Enter();
        if (size >= _size)
            return size == _size ? ErrorNumber.None : Extend(size);
        ErrorNumber error = PreserveRunningContent();
        if (error == ErrorNumber.None)
            error = ClearTail(size);
        return error == ErrorNumber.None ? Shrink(size) : error;
    }

    /// <summary>Frees the content and the inode itself, which has no names and no other users.</summary>
    internal ErrorNumber Delete()
    {
        using var guard = Lock.Enter();
        ErrorNumber error = Shrink(0);
        if (error != ErrorNumber.None)
            return error;
        Result<Transaction> begun = FileSystem.Log.Begin(1);
        if (begun.IsError)
            return begun.Error;
        using Transaction transaction = begun.Value;
        using BufferReference record = GetRecordBlock();
        if (record.IsError)
            return record.Error;
        _addresses = default;
        Store(transaction, record.Buffer, FileType.Free, 0);
        return ErrorNumber.None;
    }

    /// <summary>Frees the block of a new directory or link again, in the transaction that made it.</summary>
    internal void FreeContent(Transaction transaction)
    {
        using var map = _mapLock.Enter();
        if (_addresses[0] != 0)
            FileSystem.Blocks.Free(transaction, _addresses[0], wasMetadata: true);
        _addresses = default;
    }

    private ErrorNumber Extend(ulong size)
    {
        ErrorNumber error = ClearTail(_size);
        if (error != ErrorNumber.None)
            return error;
        Result<Transaction> begun = FileSystem.Log.Begin(1);
        if (begun.IsError)
            return begun.Error;
        using Transaction transaction = begun.Value;
        using var map = _mapLock.Enter();
        using BufferReference record = GetRecordBlock();
        if (record.IsError)
            return record.Error;
        Volatile.Write(ref _size, size);
        Store(transaction, record.Buffer);
        return ErrorNumber.None;
    }

    // The bytes behind an end of the file, in its last page, become zeros, as they must be if the file grows over them. Lock is held.
    private ErrorNumber ClearTail(ulong size)
    {
        int inPage = (int)(size % CachedPage.Size);
        if (inPage == 0)
            return ErrorNumber.None;
        Result<CachedPage> found = GetCachedPage((uint)(size / CachedPage.Size));
        if (found.IsError)
            return found.Error;
        found.Value.Frame.Bytes[inPage..].Clear();
        MarkDirty(found.Value);
        FrameAllocator.Release(found.Value.Frame);
        return ErrorNumber.None;
    }

    // Lock is held. The size is new for everybody at once; what is on disk follows.
    private ErrorNumber Shrink(ulong size)
    {
        ulong sizeOnDisk = _size;
        using (_mapLock.Enter())
            Volatile.Write(ref _size, size);
        if (Type == FileType.File)
            Pages.RemoveFrom((uint)PageCountOf(size));
        _goal = 0;
        FreeEntryHint = 0;
        uint keep = (uint)((size + DiskFormat.BlockSize - 1) / DiskFormat.BlockSize);
        Pages.DropBlocks(keep);
        bool isDone = false;
        while (!isDone)
        {
            Result<Transaction> begun = FileSystem.Log.Begin(WriteAheadLog.LargestReservation);
            if (begun.IsError)
                return begun.Error;
            using Transaction transaction = begun.Value;
            using var map = _mapLock.Enter();
            using BufferReference record = GetRecordBlock();
            if (record.IsError)
                return record.Error;
            var tail = new TailRemoval(FileSystem, transaction, keep, isMetadata: Type != FileType.File);
            isDone = tail.Run(ref _addresses);
            sizeOnDisk = isDone ? size : Math.Min(sizeOnDisk, (ulong)tail.LowestFreed * DiskFormat.BlockSize);
            Store(transaction, record.Buffer, Type, sizeOnDisk);
            if (tail.Error != ErrorNumber.None)
                return tail.Error;
        }
        return ErrorNumber.None;
    }

    /// <summary>Frees blocks from the end of a file, as many as one transaction allows.</summary>
    private ref struct TailRemoval(FileSystem fileSystem, Transaction transaction, uint keep, bool isMetadata)
    {
        /// <summary>Offset of the block that was freed last, in blocks.</summary>
        public uint LowestFreed { get; private set; } = uint.MaxValue;

        /// <summary>OutOfMemory: it stopped before its time.</summary>
        public ErrorNumber Error { get; private set; }

        private readonly bool MustStop => transaction.Remaining < ReservationToFree || Error != ErrorNumber.None;

        /// <summary>Returns whether nothing is left behind the blocks to keep.</summary>
        public bool Run(ref BlockAddresses addresses)
        {
            DiskFormat format = fileSystem.Format;
            uint direct = (uint)format.DirectBlocks;
            uint singleEnd = direct + DiskFormat.PointersPerBlock;
            return (!format.HasDoubleIndirect || FreeTree(ref addresses[(int)direct + 1], singleEnd, level: 2))
                && FreeTree(ref addresses[(int)direct], direct, level: 1)
                && FreePointers(addresses[..(int)direct], 0, level: 0, parent: null);
        }

        // Frees what an indirect block leads to behind the blocks to keep, and the block itself if nothing remains in it.
        private bool FreeTree(ref uint pointer, uint firstBlock, int level)
        {
            if (pointer == 0)
                return true;
            if (MustStop)
                return false;
            using (BufferReference indirect = fileSystem.SuperBlock.IsDataBlock(pointer)
                ? fileSystem.Buffers.Get(pointer)
                : new BufferReference(null, ErrorNumber.InputOutput))
            {
                if (indirect.Error == ErrorNumber.OutOfMemory)
                    Error = indirect.Error;

                // A block that can't be read can't be freed with what it leads to; it is cut off.
                if (indirect.HasBuffer && !FreePointers(indirect.Buffer.View<uint>(), firstBlock, level - 1, indirect.Buffer))
                    return false;
            }
            return Error == ErrorNumber.None && (firstBlock < keep || FreeBlock(ref pointer, wasMetadata: true));
        }

        // Frees what pointers lead to: data blocks at level 0, else trees.
        private bool FreePointers(scoped Span<uint> pointers, uint firstBlock, int level, BlockBuffer? parent)
        {
            uint blocksPerPointer = level == 0 ? 1u : DiskFormat.PointersPerBlock;
            for (int i = pointers.Length - 1; i >= 0; i--)
            {
                uint block = firstBlock + (uint)i * blocksPerPointer;
                if (block + blocksPerPointer <= keep)
                    break;
                uint before = pointers[i];
                if (before == 0)
                    continue;
                bool isDone = level == 0 ? FreeData(ref pointers[i], block) : FreeTree(ref pointers[i], block, level);
                if (pointers[i] != before && parent is not null)
                    transaction.Include(parent);
                if (!isDone)
                    return false;
            }
            return true;
        }

        private bool FreeData(ref uint pointer, uint fileBlock)
        {
            if (MustStop || !FreeBlock(ref pointer, isMetadata))
                return false;
            LowestFreed = fileBlock;
            return true;
        }

        // A block number that can't be freed is corrupt, and is cut off.
        private bool FreeBlock(ref uint pointer, bool wasMetadata)
        {
            ErrorNumber error = fileSystem.Blocks.Free(transaction, pointer, wasMetadata);
            if (error == ErrorNumber.OutOfMemory)
            {
                Error = error;
                return false;
            }
            pointer = 0;
            return true;
        }
    }
}
