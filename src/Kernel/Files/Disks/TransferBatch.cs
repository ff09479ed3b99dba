// Several transfers that are waited for together. One process at a time uses a batch.
//
// _lock protects the fields: completions count down in interrupt handlers.

using Xv6.Kernel.Devices.Block;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files.Disks;

internal sealed class TransferBatch(Disk disk) : ITransferOwner
{
    private SpinLock _lock = new(LockOrder.DiskRequest);
    private WaitQueue _waiters = new();
    private TransferBuilder _builder;
    private int _outstanding;
    private ErrorNumber _error;

    public void Begin(BlockOperation operation)
    {
        _builder = new TransferBuilder(disk, operation, this);
        _error = ErrorNumber.None;
    }

    public void Add(uint block, PhysicalAddress memory, uint blocks)
    {
        using (_lock.Enter())
            _outstanding++;
        _builder.Add(block, memory, blocks);
    }

    /// <summary>Waits until all transfers are done.</summary>
    /// <returns>The error of one that failed, or None.</returns>
    public ErrorNumber Finish()
    {
        _builder.Submit();
        using var guard = _lock.Enter();
        while (_outstanding > 0)
            _waiters.Wait(in guard, Waiting.Uninterruptible);
        return _error;
    }

    public void TransferCompleted(DiskRequest request, ErrorNumber error)
    {
        using var guard = _lock.Enter();
        _outstanding -= request.SegmentCount;
        if (error != ErrorNumber.None)
            _error = error;
        if (_outstanding == 0)
            _waiters.WakeAll();
    }
}
