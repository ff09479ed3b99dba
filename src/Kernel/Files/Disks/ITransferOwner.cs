// Who wants to know that a disk request is done.

using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files.Disks;

internal interface ITransferOwner
{
    /// <summary>
    /// Called once when the request is done, perhaps in an interrupt handler: must not sleep. The request is not the owner's after
    /// that.
    /// </summary>
    void TransferCompleted(DiskRequest request, ErrorNumber error);
}
