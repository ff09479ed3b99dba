// The memory that driver and device share: a split virtqueue (Virtual I/O Device Specification 1.2, section 2.7).
//
//   0      descriptors   16 bytes each       where pieces of memory are            driver writes
//   2048   driver area   flags, index, ring  heads of chains that are available    driver writes
//   2312   device area   flags, index, ring  chains that were used                 device writes
//
// Safety: the constructor is given memory that is as large as Size, physically contiguous, aligned to 16 bytes, zeroed, and used for
// nothing else for ever. Indexes into it are checked or masked here; what the device wrote is only data.

using System.Runtime.InteropServices;
using Xv6.Kernel.Memory;
using Xv6.Machine;

namespace Xv6.Kernel.Devices.Virtio;

internal readonly unsafe struct VirtqueueMemory(PhysicalAddress start)
{
    /// <summary>Descriptors, and entries of each ring; a power of two.</summary>
    public const int QueueSize = 128;

    /// <summary>Bytes.</summary>
    public const int Size = DeviceAreaOffset + RingHeaderSize + UsedEntrySize * QueueSize + EventSize;

    private const int DriverAreaOffset = 16 * QueueSize;
    private const int DeviceAreaOffset = (DriverAreaOffset + RingHeaderSize + 2 * QueueSize + EventSize + 3) & ~3;
    private const int RingHeaderSize = 4;
    private const int UsedEntrySize = 8;
    private const int EventSize = 2;

    /// <summary>The device's flag that it looks at the queue anyway.</summary>
    private const ushort NoNotificationNeeded = 1;

    private readonly PhysicalAddress _start = start;

    public PhysicalAddress Descriptors => _start;

    public PhysicalAddress DriverArea => _start + DriverAreaOffset;

    public PhysicalAddress DeviceArea => _start + DeviceAreaOffset;

    /// <summary>How many chains the device has used, modulo 65536. What it wrote before is visible after.</summary>
    public ushort UsedIndex => Volatile.Read(ref *(ushort*)(Pointer(DeviceAreaOffset) + 2));

    /// <summary>The device wants to be told about new chains. To be asked after <see cref="Offer"/>.</summary>
    public bool WantsNotification
    {
        get
        {
            Fence.Full(); // the index must be visible before the flag is read, or both sides may wait for each other
            return (Volatile.Read(ref *(ushort*)Pointer(DeviceAreaOffset)) & NoNotificationNeeded) == 0;
        }
    }

    public void SetDescriptor(int index, VirtqueueDescriptor descriptor) => DescriptorAt(index) = descriptor;

    /// <summary>Links a descriptor to the next one of its chain.</summary>
    public void LinkDescriptor(int index, int next)
    {
        ref VirtqueueDescriptor descriptor = ref DescriptorAt(index);
        descriptor.Flags |= VirtqueueDescriptorFlags.HasNext;
        descriptor.Next = (ushort)next;
    }

    /// <summary>Makes a chain available to the device.</summary>
    /// <param name="availableIndex">How many were made available before, modulo 65536.</param>
    /// <param name="head">The chain's first descriptor.</param>
    public void Offer(ushort availableIndex, int head)
    {
        byte* area = Pointer(DriverAreaOffset);
        ((ushort*)(area + RingHeaderSize))[availableIndex % QueueSize] = (ushort)head;
        Volatile.Write(ref *(ushort*)(area + 2), (ushort)(availableIndex + 1));
    }

    /// <summary>The first descriptor of a used chain, as the device says: may be any number.</summary>
    /// <param name="usedIndex">Which of them, modulo 65536; below <see cref="UsedIndex"/>.</param>
    public uint UsedHead(ushort usedIndex) =>
        *(uint*)(Pointer(DeviceAreaOffset + RingHeaderSize) + usedIndex % QueueSize * UsedEntrySize);

    private ref VirtqueueDescriptor DescriptorAt(int index) => ref ((VirtqueueDescriptor*)Pointer(0))[index & (QueueSize - 1)];

    private byte* Pointer(int offset) => (byte*)DirectMap.PointerTo(_start) + offset;
}

[Flags]
internal enum VirtqueueDescriptorFlags : ushort
{
    None = 0,
    HasNext = 1,

    /// <summary>The device writes the memory; without this it reads it.</summary>
    DeviceWrites = 2,
}

/// <summary>A piece of memory, as the device sees it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct VirtqueueDescriptor(PhysicalAddress address, uint length, VirtqueueDescriptorFlags flags)
{
    public ulong Address = address.Value;
    public uint Length = length;
    public VirtqueueDescriptorFlags Flags = flags;
    public ushort Next;
}
