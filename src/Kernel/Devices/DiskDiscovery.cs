// Finds virtio disks among the virtio slots of the device tree, in the order of their addresses, and starts them.
//
// Drivers, and the memory that they share with the devices, are part of the kernel's image: there is one of each for every disk that the
// kernel can drive.
//
// Safety: the kernel's data lies in the direct map and never moves, so its addresses may be given to a device.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Devices.Block;
using Xv6.Kernel.Devices.DeviceTree;
using Xv6.Kernel.Devices.Registers;
using Xv6.Kernel.Devices.Virtio;
using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Memory;

namespace Xv6.Kernel.Devices;

internal static unsafe class DiskDiscovery
{
    /// <summary>Disks that the kernel can drive.</summary>
    public const int MaximumDisks = 4;

    private const int SharedMemoryAlignment = 16;
    private const int SharedMemorySize = (VirtioBlock.SharedMemorySize + SharedMemoryAlignment - 1) & -SharedMemoryAlignment;

    private static readonly MmioRegisters[] s_registers = [new(), new(), new(), new()];
    private static readonly VirtioBlock[] s_drivers = [new(s_registers[0]), new(s_registers[1]), new(s_registers[2]), new(s_registers[3])];
    private static SharedMemory s_sharedMemory = new();

    public static void StartDisks(FlattenedDeviceTree tree)
    {
        PhysicalAddress lastStart = default;
        while (MachineDevices.DiskCount < MaximumDisks
            && TryFindNextSlot(tree, lastStart, out DeviceTreeNode node, out PhysicalRange range))
        {
            TryStartDisk(node, range, MachineDevices.DiskCount);
            lastStart = range.Start;
        }
    }

    /// <summary>The slot with the lowest address above <paramref name="lastStart"/>.</summary>
    private static bool TryFindNextSlot(
        FlattenedDeviceTree tree, PhysicalAddress lastStart, out DeviceTreeNode slot, out PhysicalRange slotRange)
    {
        slot = default;
        slotRange = default;
        foreach (DeviceTreeNode node in tree.Compatible("virtio,mmio"u8))
        {
            if (!node.TryGetRange(0, out PhysicalRange range) || range.Start <= lastStart)
                continue;
            if (slotRange.Length != 0 && range.Start > slotRange.Start)
                continue;
            slotRange = range;
            slot = node;
        }

        return slotRange.Length != 0;
    }

    private static void TryStartDisk(DeviceTreeNode node, PhysicalRange range, int number)
    {
        VirtioBlock disk = s_drivers[number];
        s_registers[number].Map(range);
        if (!disk.IsDisk)
            return;
        if (DeviceDiscovery.TryRegisterInterrupt(node, disk) && disk.TryStart(SharedMemoryOf(number)))
            MachineDevices.AddDisk(disk);
        else
            KernelLog.Write($"{node.Name}: the disk can't be used\n");
    }

    private static PhysicalAddress SharedMemoryOf(int number)
    {
        ulong start = DirectMap.PhysicalOf(Unsafe.AsPointer(ref s_sharedMemory)).Value;
        ulong aligned = (start + SharedMemoryAlignment - 1) & ~(ulong)(SharedMemoryAlignment - 1);
        return new PhysicalAddress(aligned + (ulong)(number * SharedMemorySize));
    }

    [InlineArray(MaximumDisks * SharedMemorySize + SharedMemoryAlignment)]
    private struct SharedMemory
    {
        private byte _first;
    }
}
