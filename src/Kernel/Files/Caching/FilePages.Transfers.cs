// Transfers between the cached pages of a file and the disk.
//
// A page that is being written can be changed meanwhile: it is dirty again then, and is written once more. Completed transfers come in
// interrupt handlers.

using Xv6.Kernel.Devices.Block;
using Xv6.Kernel.Files.Disks;
using Xv6.Kernel.Files.Format;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files.Caching;

internal sealed partial class FilePages : ITransferOwner
{
    /// <summary>Sends all dirty pages on their way to disk; <see cref="PageCache.WaitForWrites"/> waits for them.</summary>
    public void StartWriting(Disk disk)
    {
        var builder = new TransferBuilder(disk, BlockOperation.Write, this);
        uint next = 0;
        while (TakeDirty(ref next, ref builder) is { } page)
        {
            // Blocks that a writer adds meanwhile belong to the next time.
            PageBlocks blocks = page.Blocks;
            page.PendingTransfers = CachedPage.CountPieces(in blocks);
            if (page.PendingTransfers > 0)
                AddPieces(ref builder, page, in blocks);
            else
                EndTransfer(page);
        }
        builder.Submit();
    }

    /// <summary>Adds a page's pieces to the transfers; their number is in the page's PendingTransfers.</summary>
    public static void AddPieces(ref TransferBuilder builder, CachedPage page, in PageBlocks blocks)
    {
        for (int first = 0; CachedPage.TryGetPiece(in blocks, ref first, out int count); first += count)
            builder.Add(blocks[first], page.Frame.Address + (ulong)(first * DiskFormat.BlockSize), (uint)count, page);
    }

    /// <summary>The error of writes since the last call.</summary>
    public ErrorNumber TakeWriteError()
    {
        using var guard = _lock.Enter();
        ErrorNumber error = _writeError;
        _writeError = ErrorNumber.None;
        return error;
    }

    public void TransferCompleted(DiskRequest request, ErrorNumber error)
    {
        using var guard = _lock.Enter();
        for (int i = 0; i < request.SegmentCount; i++)
        {
            CachedPage page = request.PageOf(i)!;
            if (error != ErrorNumber.None)
                page.HasFailed = true;
            if (--page.PendingTransfers == 0)
                EndTransferLocked(page);
        }
        _waiters.WakeAll();
    }

    // The dirty page behind the one taken last, else the one that is dirty longest; marks it as being written.
    private CachedPage? TakeDirty(ref uint next, ref TransferBuilder builder)
    {
        CachedPage? blocking = null;
        using var guard = _lock.Enter();
        while (true)
        {
            CachedPage? page = _tree.Find(next) is { IsDirty: true } neighbour ? neighbour : _dirty.First;
            if (page is null)
                return null;
            if (!page.IsWriting)
            {
                RemoveDirty(page);
                page.IsWriting = true;
                page.HasFailed = false;
                _cache.WriteStarted();
                next = page.Index + 1;
                return page;
            }

            // It was changed while it was being written. That write may still wait in the builder.
            if (ReferenceEquals(page, blocking))
            {
                _waiters.Wait(in guard, Waiting.Uninterruptible);
                continue;
            }
            blocking = page;
            _lock.Release();
            builder.Submit();
            _lock.Acquire();
        }
    }

    private void EndTransfer(CachedPage page)
    {
        using var guard = _lock.Enter();
        EndTransferLocked(page);
        _waiters.WakeAll();
    }

    private void EndTransferLocked(CachedPage page)
    {
        if (page.IsFilling)
        {
            page.Frame.Bytes[page.ValidBytes..].Clear();
            page.IsFilling = false;
            return;
        }
        page.IsWriting = false;
        if (page.HasFailed)
            _writeError = ErrorNumber.InputOutput;
        page.HasFailed = false;
        _cache.WriteEnded();
    }
}
