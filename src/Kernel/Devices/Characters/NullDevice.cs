// The device that has nothing and takes everything.

using Xv6.Kernel.Foundation;

namespace Xv6.Kernel.Devices.Characters;

public sealed class NullDevice : ICharacterDevice
{
    public Result<int> Read(ref IoBuffer destination) => 0;

    public Result<int> Write(ref IoBuffer source) => source.Remaining;
}
