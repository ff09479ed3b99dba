// The memory that a virtio disk and its driver share: the queue, and a header and a status byte for each chain.
//
// Safety: as for VirtqueueMemory; the memory is Size bytes. Indexes are those of descriptors, below VirtqueueMemory.QueueSize.

using Xv6.Kernel.Memory;

namespace Xv6.Kernel.Devices.Virtio;

internal readonly unsafe struct VirtioBlockMemory(PhysicalAddress start)
{
    /// <summary>Bytes; they must lie together, aligned to 16.</summary>
    public const int Size = HeadersOffset + VirtioBlockHeader.Size * VirtqueueMemory.QueueSize;

    private const int StatusOffset = VirtqueueMemory.Size;
    private const int HeadersOffset = (StatusOffset + VirtqueueMemory.QueueSize + 15) & ~15;

    private readonly PhysicalAddress _start = start;

    public VirtqueueMemory Queue => new(_start);

    public PhysicalAddress HeaderAddress(int chain) => _start + (ulong)(HeadersOffset + VirtioBlockHeader.Size * chain);

    public PhysicalAddress StatusAddress(int chain) => _start + (ulong)(StatusOffset + chain);

    public void SetHeader(int chain, VirtioBlockHeader header) => *(VirtioBlockHeader*)DirectMap.PointerTo(HeaderAddress(chain)) = header;

    public VirtioBlockStatus ReadStatus(int chain) => (VirtioBlockStatus)Volatile.Read(ref StatusByte(chain));

    public void ClearStatus(int chain) => StatusByte(chain) = (byte)VirtioBlockStatus.Pending;

    private ref byte StatusByte(int chain) => ref *(byte*)DirectMap.PointerTo(StatusAddress(chain));
}
