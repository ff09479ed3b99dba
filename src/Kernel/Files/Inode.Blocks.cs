// Which blocks of the disk an inode's content is in: direct block numbers in the inode, then those in an indirect block, then (in our
// own format) those in the indirect blocks that a double indirect block names. 0 means that there is no block: it reads as zeros.
//
// _mapLock is held by the callers. Block numbers from the disk are checked before they are used.

using Xv6.Kernel.Files.Caching;
using Xv6.Kernel.Files.Format;
using Xv6.Kernel.Files.Logging;
using Xv6.Kernel.Foundation;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files;

public sealed partial class Inode
{
    // Where the next block of this file should be: behind the last one.
    private uint _goal;

    /// <summary>The block that holds a block of the content.</summary>
    /// <returns>0 if there is none; InputOutput when the disk is corrupt.</returns>
    internal Result<uint> FindBlock(uint fileBlock)
    {
        DiskFormat format = FileSystem.Format;
        if (fileBlock < format.DirectBlocks)
            return Checked(_addresses[(int)fileBlock]);
        fileBlock -= (uint)format.DirectBlocks;
        if (fileBlock < DiskFormat.PointersPerBlock)
            return FindIn(_addresses[format.DirectBlocks], fileBlock);
        fileBlock -= DiskFormat.PointersPerBlock;
        if (!format.HasDoubleIndirect || fileBlock >= DiskFormat.PointersPerBlock * DiskFormat.PointersPerBlock)
            return ErrorNumber.FileTooLarge;
        Result<uint> leaf = FindIn(_addresses[format.DirectBlocks + 1], fileBlock / DiskFormat.PointersPerBlock);
        return leaf.IsError ? leaf : FindIn(leaf.Value, fileBlock % DiskFormat.PointersPerBlock);
    }

    /// <summary>
    /// The block that holds a block of the content; allocated if there is none yet. Changes _addresses: store the inode after it.
    /// </summary>
    /// <param name="isMetadata">The content goes through the log (directories, links): a new block is a buffer of zeros.</param>
    /// <returns>NoSpace when the disk is full; indirect blocks that were allocated on the way stay.</returns>
    private Result<uint> EnsureBlock(Transaction transaction, uint fileBlock, bool isMetadata)
    {
        DiskFormat format = FileSystem.Format;
        if (fileBlock < format.DirectBlocks)
            return Ensure(transaction, ref _addresses[(int)fileBlock], isMetadata);
        fileBlock -= (uint)format.DirectBlocks;
        if (fileBlock < DiskFormat.PointersPerBlock)
        {
            Result<uint> indirect = Ensure(transaction, ref _addresses[format.DirectBlocks], isMetadata: true);
            return indirect.IsError ? indirect : EnsureIn(transaction, indirect.Value, fileBlock, isMetadata);
        }
        fileBlock -= DiskFormat.PointersPerBlock;
        if (!format.HasDoubleIndirect || fileBlock >= DiskFormat.PointersPerBlock * DiskFormat.PointersPerBlock)
            return ErrorNumber.FileTooLarge;
        Result<uint> outer = Ensure(transaction, ref _addresses[format.DirectBlocks + 1], isMetadata: true);
        if (outer.IsError)
            return outer;
        Result<uint> leaf = EnsureIn(transaction, outer.Value, fileBlock / DiskFormat.PointersPerBlock, isMetadata: true);
        return leaf.IsError ? leaf : EnsureIn(transaction, leaf.Value, fileBlock % DiskFormat.PointersPerBlock, isMetadata);
    }

    private Result<uint> Checked(uint block)
        => block == 0 || FileSystem.SuperBlock.IsDataBlock(block) ? block : ErrorNumber.InputOutput;

    private Result<uint> FindIn(uint indirect, uint index)
    {
        if (indirect == 0)
            return 0u;
        if (!FileSystem.SuperBlock.IsDataBlock(indirect))
            return ErrorNumber.InputOutput;
        using BufferReference pointers = FileSystem.Buffers.Get(indirect);
        return pointers.IsError ? pointers.Error : Checked(pointers.Buffer.View<uint>()[(int)index]);
    }

    private Result<uint> EnsureIn(Transaction transaction, uint indirect, uint index, bool isMetadata)
    {
        using BufferReference pointers = FileSystem.Buffers.Get(indirect);
        if (pointers.IsError)
            return pointers.Error;
        ref uint pointer = ref pointers.Buffer.View<uint>()[(int)index];
        uint before = pointer;
        Result<uint> block = Ensure(transaction, ref pointer, isMetadata);
        if (pointer != before)
            transaction.Include(pointers.Buffer);
        return block;
    }

    // The block that a pointer names; a newly allocated one if it names none.
    private Result<uint> Ensure(Transaction transaction, ref uint pointer, bool isMetadata)
    {
        if (pointer != 0)
            return Checked(pointer);
        Result<uint> allocated = FileSystem.Blocks.Allocate(transaction, _goal);
        if (allocated.IsError)
            return allocated;
        uint block = allocated.Value;
        if (isMetadata)
        {
            using BufferReference content = FileSystem.Buffers.GetZeroed(block);
            if (content.IsError)
            {
                FileSystem.Blocks.Free(transaction, block, wasMetadata: true);
                return content.Error;
            }
            transaction.Include(content.Buffer);
        }
        pointer = block;
        _goal = block + 1;
        return block;
    }
}
