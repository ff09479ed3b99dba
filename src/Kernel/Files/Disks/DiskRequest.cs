// A transfer between blocks of the disk and memory. Either its owner is told when it is done, or somebody waits for it.
//
// _lock protects _isDone and _error. Everything else belongs to whoever acquired the request, then to the device, then to the owner.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Devices.Block;
using Xv6.Kernel.Files.Caching;
using Xv6.Kernel.Files.Format;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files.Disks;

internal sealed class DiskRequest(Disk disk) : BlockRequest
{
    private const int SectorsPerBlock = DiskFormat.BlockSize / SectorSize;

    private SpinLock _lock = new(LockOrder.DiskRequest);
    private WaitQueue _waiters = new();
    private bool _isDone;
    private ErrorNumber _error;
    private ITransferOwner? _owner;
    private SegmentPages _pages;

    /// <summary>Next in the disk's list of requests that are not in use.</summary>
    public DiskRequest? NextFree { get; set; }

    /// <summary>The block after the last one of the transfer so far.</summary>
    public ulong EndBlock { get; private set; }

    /// <summary>Begins a transfer at a block.</summary>
    /// <param name="owner">Told about completion; null if the caller calls <see cref="Wait"/>.</param>
    public void Begin(BlockOperation operation, ulong firstBlock, ITransferOwner? owner)
    {
        Prepare(operation, firstBlock * SectorsPerBlock);
        EndBlock = firstBlock;
        _owner = owner;
        _isDone = false;
        _error = ErrorNumber.None;
    }

    /// <summary>Appends blocks that lie together in memory. False when the request is full.</summary>
    /// <param name="page">The cached page that the memory is part of, if any.</param>
    public bool TryAdd(PhysicalAddress memory, uint blocks, CachedPage? page = null)
    {
        int segment = SegmentCount;
        if (!AddSegment(memory, blocks * DiskFormat.BlockSize))
            return false;
        _pages[segment] = page;
        EndBlock += blocks;
        return true;
    }

    /// <summary>The page that was given with a segment.</summary>
    public CachedPage? PageOf(int segment) => _pages[segment];

    public override void Complete(ErrorNumber error)
    {
        if (_owner is { } owner)
        {
            owner.TransferCompleted(this, error);
            disk.Return(this);
            return;
        }
        using var guard = _lock.Enter();
        _error = error;
        _isDone = true;
        _waiters.WakeAll();
    }

    /// <summary>Waits until a request without an owner is done, and gives it back to the disk.</summary>
    public ErrorNumber Wait()
    {
        ErrorNumber error;
        using (var guard = _lock.Enter())
        {
            while (!_isDone)
                _waiters.Wait(in guard, Waiting.Uninterruptible);
            error = _error;
        }
        disk.Return(this);
        return error;
    }

    [InlineArray(MaximumSegments)]
    private struct SegmentPages
    {
        private CachedPage? _first;
    }
}
