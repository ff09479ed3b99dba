// The device that has zeros without end and takes everything.

using Xv6.Kernel.Foundation;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Devices.Characters;

public sealed class ZeroDevice : ICharacterDevice
{
    public Result<int> Read(ref IoBuffer destination)
    {
        int before = destination.Transferred;
        ErrorNumber error = destination.FillZeros(destination.Remaining);
        int filled = destination.Transferred - before;
        return filled == 0 && error != ErrorNumber.None ? error : filled;
    }

    public Result<int> Write(ref IoBuffer source) => source.Remaining;
}
