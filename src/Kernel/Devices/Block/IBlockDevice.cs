// What the file system knows about a disk: sectors of 512 bytes, and requests that complete later.

namespace Xv6.Kernel.Devices.Block;

/// <summary>A disk. Every member may be called on any hart at any time; none of them sleeps.</summary>
public interface IBlockDevice
{
    /// <summary>Sectors of <see cref="BlockRequest.SectorSize"/> bytes that the device has.</summary>
    ulong SectorCount { get; }

    /// <summary>The <see cref="Progress"/> of a device that has nothing to do.</summary>
    const ulong Idle = 0;

    /// <summary>Changes whenever the device gets on with its requests; for the hang detector. A device that never waits is always idle.</summary>
    ulong Progress => Idle;

    /// <summary>Writes fail with <see cref="Machine.Abi.ErrorNumber.ReadOnlyFileSystem"/>.</summary>
    bool IsReadOnly { get; }

    /// <summary>
    /// Starts a request and returns at once. The request belongs to the device until <see cref="BlockRequest.Complete"/> is called,
    /// which happens exactly once, with an error if the request is not valid, and possibly before this method returns: the caller
    /// must hold no spinlock that its Complete takes. Requests complete in any order; one that must follow another is submitted
    /// after the other has completed.
    /// </summary>
    void Submit(BlockRequest request);
}
