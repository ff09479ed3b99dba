// A regular file's content in the page cache: finding a page, reading it with those behind it, finding blocks for what was written.

using Xv6.Kernel.Devices.Block;
using Xv6.Kernel.Files.Caching;
using Xv6.Kernel.Files.Disks;
using Xv6.Kernel.Files.Logging;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files;

public sealed partial class Inode
{
    // Pages that one miss reads: the second number when the page before was read already.
    private const uint ReadAheadPages = 8;
    private const uint SequentialReadAheadPages = 32;

    private int _sharedWriters;

    /// <summary>
    /// The frame with a page of the file, shared with the cache; the caller gets a reference to it. May wait for the disk.
    /// </summary>
    /// <param name="pageIndex">In pages. Wholly behind the end of the file: a frame of zeros that is nobody else's.</param>
    public Result<Frame> GetPage(ulong pageIndex)
    {
        if (pageIndex < PageCountOf(Size))
        {
            Result<CachedPage> page = GetCachedPage((uint)pageIndex);
            if (page.Error != ErrorNumber.Range)
                return page.IsError ? page.Error : page.Value.Frame;
        }
        return FrameAllocator.TryAllocateZeroed(out Frame zeros) ? zeros : ErrorNumber.OutOfMemory;
    }

    /// <summary>
    /// A page from <see cref="GetPage"/> was or will be changed through a shared mapping: it will be written to the file. What lies
    /// behind the end of the file is not. The caller may hold an address space's lock.
    /// </summary>
    public ErrorNumber MarkPageDirty(ulong pageIndex, Frame frame)
    {
        // A page that is mapped stays in the cache, unless the file is truncated: then it is no longer the file's.
        if (pageIndex >= PageCountOf(Size) || Pages.Find((uint)pageIndex, wasAskedFor: false, out _) is not { } page)
            return ErrorNumber.None;
        ErrorNumber error = ErrorNumber.None;
        if (page.Frame == frame)
            error = WithBlocks(page, page.Index * (ulong)CachedPage.Size, CachedPage.Size, mayExtend: false).Error;
        FrameAllocator.Release(page.Frame);
        return error;
    }

    /// <summary>
    /// A shared mapping that was written to is gone: what it may have left behind the end of the file, in its last page, goes too.
    /// Until then it is nobody's; should the file grow over it first, it is cleared then.
    /// </summary>
    public void ForgetBehindEnd()
    {
        using var guard = Lock.Enter();
        if (Pages.Contains((uint)(_size / CachedPage.Size)))
            ClearTail(_size);
    }

    /// <summary>A shared mapping begins (1) or ceases (-1) to write to pages of the file.</summary>
    internal void CountSharedWriters(int change) => Interlocked.Add(ref _sharedWriters, change);

    // Before the content changes: programs that run from the file keep it as it is. Lock is held.
    private ErrorNumber PreserveRunningContent()
    {
        if (ProgramContent.TryShare(this) is not { } content)
            return ErrorNumber.None;
        ErrorNumber error = _sharedWriters == 0 ? PutAside(content) : ErrorNumber.None;
        content.Release();
        return error;
    }

    private ErrorNumber PutAside(ProgramContent content)
    {
        ErrorNumber error = content.Preserve();

        // The cache reads the pages again: what is written must not go into frames that programs have.
        if (error == ErrorNumber.None)
            error = FileSystem.Sync();
        if (error != ErrorNumber.None)
            return error;
        Pages.RemoveClean();
        content.Detach();
        return ErrorNumber.None;
    }

    private static ulong PageCountOf(ulong bytes) => (bytes + CachedPage.Size - 1) / CachedPage.Size;

    /// <summary>A page of the file in the cache, with a reference to its frame for the caller.</summary>
    /// <returns>Range if it lies behind the end of the file.</returns>
    private Result<CachedPage> GetCachedPage(uint index)
    {
        bool wasAskedFor = false;
        while (true)
        {
            if (Pages.Find(index, wasAskedFor, out ErrorNumber error) is { } page)
                return page;
            if (error == ErrorNumber.None)
                error = ReadPages(index);
            if (error != ErrorNumber.None)
                return error;
            wasAskedFor = true;
        }
    }

    // Starts to read a page that isn't cached, and some behind it.
    private ErrorNumber ReadPages(uint index)
    {
        using var map = _mapLock.Enter();
        ulong size = _size;
        ulong pageCount = PageCountOf(size);
        if (index >= pageCount)
            return ErrorNumber.Range;
        bool isSequential = index > 0 && Pages.Contains(index - 1);
        ulong end = Math.Min(pageCount, index + (isSequential ? SequentialReadAheadPages : ReadAheadPages));
        var builder = new TransferBuilder(FileSystem.Disk, BlockOperation.Read, Pages);
        ErrorNumber error = ReadPage(index, size, ref builder);
        for (uint ahead = index + 1; ahead < end && error == ErrorNumber.None; ahead++)
        {
            if (ReadPage(ahead, size, ref builder) != ErrorNumber.None)
                break;
        }
        builder.Submit();
        return error == ErrorNumber.FileExists ? ErrorNumber.None : error;
    }

    // FileExists: somebody else has put it in.
    private ErrorNumber ReadPage(uint index, ulong size, ref TransferBuilder builder)
    {
        PageBlocks blocks = default;
        int mapped = 0;
        for (int i = 0; i < CachedPage.BlockCount; i++)
        {
            Result<uint> block = FindPageBlock(index, i);
            if (block.IsError)
                return block.Error;
            blocks[i] = block.Value;
            mapped += block.Value != 0 ? 1 : 0;
        }
        if (CachedPage.TryAllocate(Pages, index, isZeroed: mapped < CachedPage.BlockCount) is not { } page)
            return ErrorNumber.OutOfMemory;
        page.Blocks = blocks;
        page.IsFilling = mapped > 0;
        page.PendingTransfers = CachedPage.CountPieces(in blocks);
        page.ValidBytes = (int)Math.Min(CachedPage.Size, size - Math.Min(size, index * (ulong)CachedPage.Size));
        ErrorNumber error = Pages.Insert(page);
        if (error != ErrorNumber.None)
            page.Free();
        else if (mapped > 0)
            FilePages.AddPieces(ref builder, page, in blocks);
        return error;
    }

    private Result<uint> FindPageBlock(uint page, int block)
    {
        uint fileBlock = page * CachedPage.BlockCount + (uint)block;
        return fileBlock < FileSystem.Format.LargestFileBlocks ? FindBlock(fileBlock) : 0u;
    }

    // A page to write to, with a reference to its frame; new pages at the end of the file need no reading. Lock is held.
    private Result<CachedPage> GetPageToWrite(uint index)
    {
        while (true)
        {
            Result<CachedPage> page = GetCachedPage(index);
            if (page.Error == ErrorNumber.Range)
                page = AddPageBehindEnd(index);
            if (page.Error != ErrorNumber.OutOfMemory && page.Error != ErrorNumber.FileExists)
                return page;

            // Memory is full of pages that wait for the disk: once written they can be evicted.
            if (page.Error == ErrorNumber.OutOfMemory && !FileSystem.TryCleanPages())
                return page;
        }
    }

    private Result<CachedPage> AddPageBehindEnd(uint index)
    {
        if (CachedPage.TryAllocate(Pages, index, isZeroed: true) is not { } page)
            return ErrorNumber.OutOfMemory;
        using (_mapLock.Enter())
        {
            for (int i = 0; i < CachedPage.BlockCount; i++)
            {
                // A crashed xv6 may have left blocks behind the end.
                Result<uint> block = FindPageBlock(index, i);
                page.Blocks[i] = block.IsError ? 0 : block.Value;
            }
            FrameAllocator.AddReference(page.Frame);
            ErrorNumber error = Pages.Insert(page);
            if (error == ErrorNumber.None)
                return page;
            FrameAllocator.Release(page.Frame);
            page.Free();
            return error;
        }
    }

    // Gives a part of a page that was changed blocks on disk where it has none, and marks the page dirty.
    // Returns how many bytes of the part have blocks: fewer than asked for when the disk is full.
    private Result<int> WithBlocks(CachedPage page, ulong offset, int count, bool mayExtend)
    {
        if (!mayExtend)
            count = (int)Math.Min((ulong)count, Size - Math.Min(Size, offset));
        if (count == 0)
            return 0;
        if (offset + (ulong)count > Size || !HasBlocks(page, offset, count))
        {
            Result<int> allocated = AllocateBlocks(page, offset, count, mayExtend);
            if (allocated.IsError)
                return allocated;
            count = allocated.Value;
        }
        MarkDirty(page);
        return count;
    }

    private static bool HasBlocks(CachedPage page, ulong offset, int count)
    {
        int last = BlockInPage(offset + (ulong)count - 1);
        for (int i = BlockInPage(offset); i <= last; i++)
        {
            if (page.Blocks[i] == 0)
                return false;
        }
        return true;
    }

    private Result<int> AllocateBlocks(CachedPage page, ulong offset, int count, bool mayExtend)
    {
        Result<int> allocated = TryAllocateBlocks(page, offset, count, mayExtend);

        // What was freed a moment ago can be had after a commit.
        bool isShort = allocated.Error == ErrorNumber.NoSpace || (!allocated.IsError && allocated.Value < count);
        if (isShort && FileSystem.TryReleaseHeldBlocks())
            allocated = TryAllocateBlocks(page, offset, count, mayExtend);
        return allocated;
    }

    private Result<int> TryAllocateBlocks(CachedPage page, ulong offset, int count, bool mayExtend)
    {
        Result<Transaction> begun = FileSystem.Log.Begin(WriteAheadLog.LargestReservation);
        if (begun.IsError)
            return begun.Error;
        using Transaction transaction = begun.Value;
        using var map = _mapLock.Enter();
        using BufferReference record = GetRecordBlock();
        if (record.IsError)
            return record.Error;
        if (!mayExtend && offset >= _size)
            return 0;
        ErrorNumber error = ErrorNumber.None;
        ulong end = offset + (ulong)count;
        ulong covered = offset;
        while (covered < end)
        {
            int block = BlockInPage(covered);
            if (page.Blocks[block] == 0)
            {
                Result<uint> allocated = EnsureBlock(transaction, page.Index * CachedPage.BlockCount + (uint)block, isMetadata: false);
                error = allocated.Error;
                if (allocated.IsError)
                    break;
                page.Blocks[block] = allocated.Value;
            }
            covered = Math.Min(end, (covered / Format.DiskFormat.BlockSize + 1) * Format.DiskFormat.BlockSize);
        }
        if (covered > _size)
            Volatile.Write(ref _size, covered);
        Store(transaction, record.Buffer);

        // Within the transaction, so that the data reaches the disk before the commit.
        if (covered > offset)
            MarkDirty(page);
        return covered > offset ? (int)(covered - offset) : error;
    }

    private void MarkDirty(CachedPage page)
    {
        if (Pages.MarkDirty(page))
            FileSystem.DirtyFiles.Add(this);
    }

    private static int BlockInPage(ulong offset) => (int)(offset % CachedPage.Size) / Format.DiskFormat.BlockSize;
}
