// What a device inode stands for: something that is read and written as a stream of bytes.

using Xv6.Kernel.Foundation;

namespace Xv6.Kernel.Devices;

/// <summary>A character device. Callers are processes, on any hart, with no spin lock held: both calls may wait.</summary>
public interface ICharacterDevice
{
    /// <summary>Fills the buffer's next bytes; waits while there is nothing to read.</summary>
    /// <returns>How many bytes it filled; 0 at end of file.</returns>
    Result<int> Read(ref IoBuffer destination);

    /// <summary>Takes the buffer's bytes; waits while the device has no room.</summary>
    /// <returns>How many bytes it took.</returns>
    Result<int> Write(ref IoBuffer source);
}
