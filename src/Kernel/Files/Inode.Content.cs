// Reading and writing an inode's content.
//
// Regular files go through the page cache; directories and symbolic links are metadata, and go through buffers and the log.

using Xv6.Kernel.Files.Caching;
using Xv6.Kernel.Files.Format;
using Xv6.Kernel.Files.Logging;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files;

public sealed partial class Inode
{
    /// <summary>Reads from an offset, up to the end of the content. May wait; takes no lock for a regular file.</summary>
    /// <returns>Bytes read. Errors of the destination; InputOutput when the disk fails.</returns>
    public Result<int> Read(ref IoBuffer destination, ulong offset)
    {
        if (Type == FileType.File)
            return ReadFile(ref destination, offset);
        if (Type == FileType.Device)
            return ErrorNumber.InvalidArgument;
        using var guard = Lock.Enter();
        return ReadMetadata(ref destination, offset);
    }

    /// <summary>Writes to a regular file, which grows as needed. May wait.</summary>
    /// <param name="source">What to write.</param>
    /// <param name="offset">Where.</param>
    /// <param name="mayLeaveGap">Whether the offset may lie behind the end of the file: then there are zeros in between.</param>
    /// <returns>Bytes written: fewer than asked for when the disk is full, the file at its limit, or the source ends before that.</returns>
    public Result<int> Write(ref IoBuffer source, ulong offset, bool mayLeaveGap = true)
    {
        if (Type != FileType.File)
            return Type == FileType.Directory ? ErrorNumber.IsDirectory : ErrorNumber.InvalidArgument;
        Result<int> written = WriteFile(ref source, offset, mayLeaveGap);
        if (FileSystem.Pages.HasTooManyDirtyPages)
            FileSystem.TryCleanPages();
        return written;
    }

    /// <summary>Reads metadata content into kernel memory, for a caller who holds Lock. Bytes without a block are zeros.</summary>
    internal Result<int> ReadMetadata(ref IoBuffer destination, ulong offset)
    {
        int before = destination.Transferred;
        while (destination.Remaining > 0 && offset < _size)
        {
            int inBlock = (int)(offset % DiskFormat.BlockSize);
            int count = (int)Math.Min(Math.Min((ulong)destination.Remaining, (ulong)(DiskFormat.BlockSize - inBlock)), _size - offset);
            Result<uint> block = FindMetadataBlock((uint)(offset / DiskFormat.BlockSize));
            if (block.IsError)
                return block.Error;
            ErrorNumber error = block.Value == 0
                ? destination.FillZeros(count)
                : FillFrom(ref destination, block.Value, inBlock, count);
            if (error != ErrorNumber.None)
                return error;
            offset += (ulong)count;
        }
        return destination.Transferred - before;
    }

    /// <summary>Reads a symbolic link's target.</summary>
    /// <returns>Its length; NameTooLong if it does not fit.</returns>
    internal Result<int> ReadLink(Span<byte> target)
    {
        if (Size > (ulong)target.Length)
            return ErrorNumber.NameTooLong;
        using var guard = Lock.Enter();
        var buffer = new IoBuffer(target);
        return ReadMetadata(ref buffer, 0);
    }

    /// <summary>The block of a directory's or link's content; 0 if there is none.</summary>
    internal Result<uint> FindMetadataBlock(uint fileBlock)
    {
        using var map = _mapLock.Enter();
        return FindBlock(fileBlock);
    }

    /// <summary>Writes within one block of metadata content, which grows as needed; the caller stores the inode.</summary>
    internal ErrorNumber WriteMetadata(Transaction transaction, scoped ReadOnlySpan<byte> source, uint offset)
    {
        using var map = _mapLock.Enter();
        Result<uint> block = EnsureBlock(transaction, offset / DiskFormat.BlockSize, isMetadata: true);
        if (block.IsError)
            return block.Error;
        using BufferReference content = FileSystem.Buffers.Get(block.Value);
        if (content.IsError)
            return content.Error;
        source.CopyTo(content.Buffer.Bytes[(int)(offset % DiskFormat.BlockSize)..]);
        transaction.Include(content.Buffer);
        if (offset + (uint)source.Length > _size)
            Volatile.Write(ref _size, offset + (uint)source.Length);
        return ErrorNumber.None;
    }

    private ErrorNumber FillFrom(ref IoBuffer destination, uint block, int offset, int count)
    {
        using BufferReference content = FileSystem.Buffers.Get(block);
        return content.IsError ? content.Error : destination.Fill(content.Buffer.Bytes.Slice(offset, count));
    }

    private Result<int> ReadFile(ref IoBuffer destination, ulong offset)
    {
        int before = destination.Transferred;
        while (destination.Remaining > 0)
        {
            ulong size = Size;
            if (offset >= size)
                break;
            int inPage = (int)(offset % CachedPage.Size);
            int count = (int)Math.Min(Math.Min((ulong)destination.Remaining, (ulong)(CachedPage.Size - inPage)), size - offset);
            Result<CachedPage> page = GetCachedPage((uint)(offset / CachedPage.Size));
            if (page.Error == ErrorNumber.Range)
                break;
            if (page.IsError)
                return page.Error;
            Frame frame = page.Value.Frame;
            ErrorNumber error = destination.Fill(frame.Bytes.Slice(inPage, count));
            FrameAllocator.Release(frame);
            if (error != ErrorNumber.None)
                return error;
            offset += (ulong)count;
        }
        return destination.Transferred - before;
    }

    private Result<int> WriteFile(ref IoBuffer source, ulong offset, bool mayLeaveGap)
    {
        using var guard = Lock.Enter();
        ErrorNumber error = PreserveRunningContent();
        if (error == ErrorNumber.None && offset > _size)
            error = mayLeaveGap ? ClearTail(_size) : ErrorNumber.InvalidArgument;
        int total = 0;
        while (source.Remaining > 0 && error == ErrorNumber.None)
        {
            ulong limit = FileSystem.Format.LargestFileSize;
            if (offset >= limit)
            {
                error = ErrorNumber.FileTooLarge;
                break;
            }
            int inPage = (int)(offset % CachedPage.Size);
            int count = (int)Math.Min(Math.Min((ulong)source.Remaining, (ulong)(CachedPage.Size - inPage)), limit - offset);
            Result<int> written = WriteToPage(ref source, offset, count);
            error = written.Error;
            if (written.IsError)
                break;
            total += written.Value;
            offset += (ulong)written.Value;
            if (written.Value < count)
                error = ErrorNumber.NoSpace;
        }
        return total > 0 ? total : error == ErrorNumber.None ? 0 : error;
    }

    // The bytes get into the page first, where nobody sees those behind the end of the file yet; then they get blocks, and count.
    private Result<int> WriteToPage(ref IoBuffer source, ulong offset, int count)
    {
        Result<CachedPage> found = GetPageToWrite((uint)(offset / CachedPage.Size));
        if (found.IsError)
            return found.Error;
        CachedPage page = found.Value;
        int inPage = (int)(offset % CachedPage.Size);
        ErrorNumber error = source.Drain(page.Frame.Bytes.Slice(inPage, count));
        Result<int> written = error == ErrorNumber.None ? WithBlocks(page, offset, count, mayExtend: true) : error;
        int kept = written.IsError ? 0 : written.Value;
        if (kept < count)
            ClearUnwritten(page, offset + (ulong)kept, count - kept);
        FrameAllocator.Release(page.Frame);
        return written;
    }

    // What was copied into a page but is not part of the file becomes zeros again: behind the end, and where there is no block.
    private void ClearUnwritten(CachedPage page, ulong offset, int count)
    {
        ulong end = offset + (ulong)count;
        while (offset < end)
        {
            ulong next = Math.Min(end, (offset / DiskFormat.BlockSize + 1) * DiskFormat.BlockSize);
            ulong from = page.Blocks[BlockInPage(offset)] == 0 ? offset : Math.Max(offset, Math.Min(next, Size));
            if (from < next)
                page.Frame.Bytes.Slice((int)(from % CachedPage.Size), (int)(next - from)).Clear();
            offset = next;
        }
    }
}
