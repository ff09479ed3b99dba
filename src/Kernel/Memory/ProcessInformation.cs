// The page at 0x3fffffd000 from which a program reads its process id without a system call.

using System.Buffers.Binary;
using Xv6.Kernel.Foundation;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Memory;

internal sealed class ProcessInformation : Backing, IPooled<ProcessInformation>
{
    private static readonly Pool<ProcessInformation> s_pool = new("process information");

    private PoolLink<ProcessInformation> _poolLink;
    private int _processId;

    ref PoolLink<ProcessInformation> IPooled<ProcessInformation>.PoolLink => ref _poolLink;

    public static ProcessInformation? TryCreate(int processId)
    {
        if (s_pool.TryAllocate() is not { } information)
            return null;
        information.Reset();
        information._processId = processId;
        return information;
    }

    public override Result<BackingPage> GetPage(in PageRequest request)
    {
        if (!FrameAllocator.TryAllocateZeroed(out Frame frame, FrameCharge.Kernel))
            return ErrorNumber.OutOfMemory;
        BinaryPrimitives.WriteInt32LittleEndian(frame.Bytes, _processId);
        return new BackingPage(frame, true);
    }

    protected override void Free() => s_pool.Free(this);
}
