// A block request that remembers how it ended.

using Xv6.Kernel.Devices.Block;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;
using Xunit;

namespace Xv6.Kernel.Devices.Tests.Virtio;

internal sealed class TestRequest : BlockRequest
{
    private int _completions;
    private ErrorNumber _error;

    public TestRequest(BlockOperation operation, ulong firstSector, params (PhysicalAddress Address, uint Length)[] segments)
    {
        Prepare(operation, firstSector);
        foreach ((PhysicalAddress address, uint length) in segments)
            Assert.True(AddSegment(address, length));
    }

    /// <summary>Null until it is complete.</summary>
    public ErrorNumber? Result => Volatile.Read(ref _completions) == 0 ? null : _error;

    public Action? AtCompletion { get; init; }

    public override void Complete(ErrorNumber error)
    {
        _error = error;
        Assert.Equal(1, Interlocked.Increment(ref _completions));
        AtCompletion?.Invoke();
    }
}
