// A block device as the file system uses it: blocks of 1024 bytes, and a fixed set of requests, so that writing memory back to disk
// never needs memory.
//
// _lock protects the list of requests that are not in use.

using Xv6.Kernel.Devices.Block;
using Xv6.Kernel.Files.Format;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Files.Disks;

internal sealed class Disk
{
    private const int RequestCount = 16;

    private readonly IBlockDevice _device;
    private SpinLock _lock = new(LockOrder.DiskRequest);
    private WaitQueue _waiters = new();
    private DiskRequest? _free;

    [MayAllocate]
    public Disk(IBlockDevice device)
    {
        _device = device;
        for (int i = 0; i < RequestCount; i++)
            _free = new DiskRequest(this) { NextFree = _free };
    }

    public bool IsReadOnly => _device.IsReadOnly;

    /// <summary>Whole blocks that the device has.</summary>
    public ulong BlockCount => _device.SectorCount / (DiskFormat.BlockSize / BlockRequest.SectorSize);

    /// <summary>Takes a request that is not in use; waits for one if need be.</summary>
    public DiskRequest Acquire()
    {
        using var guard = _lock.Enter();
        DiskRequest? request;
        while ((request = _free) is null)
            _waiters.Wait(in guard, Waiting.Uninterruptible);
        _free = request.NextFree;
        return request;
    }

    public void Return(DiskRequest request)
    {
        using var guard = _lock.Enter();
        request.NextFree = _free;
        _free = request;
        _waiters.WakeOne();
    }

    public void Submit(DiskRequest request) => _device.Submit(request);

    /// <summary>Reads or writes consecutive blocks that lie together in memory, and waits for it.</summary>
    public ErrorNumber Transfer(BlockOperation operation, ulong firstBlock, PhysicalAddress memory, uint blocks)
    {
        DiskRequest request = Acquire();
        request.Begin(operation, firstBlock, null);
        request.TryAdd(memory, blocks);
        Submit(request);
        return request.Wait();
    }

    /// <summary>Waits until what was written is on stable storage.</summary>
    public ErrorNumber Flush()
    {
        DiskRequest request = Acquire();
        request.Begin(BlockOperation.Flush, 0, null);
        Submit(request);
        return request.Wait();
    }
}
