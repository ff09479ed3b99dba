// Tells the frame allocator which RAM there is, and which of it is taken: kernel, device tree, and what the tree reserves.

using Xv6.Kernel.Devices.DeviceTree;
using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Programs;

namespace Xv6.Kernel.Boot;

internal static class PhysicalMemory
{
    private const int MostReservations = 16;

    public static void Initialize(FlattenedDeviceTree tree, PhysicalRange deviceTree)
    {
        PhysicalAddress kernelEnd = KernelImage.Layout.End;
        PhysicalRange ram = FindRam(tree, kernelEnd);
        Span<PhysicalRange> reserved = stackalloc PhysicalRange[MostReservations];
        int count = 0;
        reserved[count++] = new PhysicalRange(ram.Start, kernelEnd - ram.Start);
        reserved[count++] = deviceTree;
        foreach (PhysicalRange range in tree.ReservedMemory())
        {
            if (count == MostReservations)
                KernelPanic.Throw("the device tree reserves too many ranges of memory");
            reserved[count++] = range;
        }
        foreach (PhysicalRange range in tree.Reservations)
        {
            if (count == MostReservations)
                KernelPanic.Throw("the device tree reserves too many ranges of memory");
            reserved[count++] = range;
        }
        if (BootModule.Range.Length != 0 && count < MostReservations)
            reserved[count++] = BootModule.Range;
        Sort(reserved[..count]);
        FrameAllocator.Initialize(ram, reserved[..count]);
        KernelSpace.Initialize(ram, KernelImage.Layout);
    }

    // By insertion: there are a handful.
    private static void Sort(Span<PhysicalRange> ranges)
    {
        for (int i = 1; i < ranges.Length; i++)
        {
            for (int j = i; j > 0 && ranges[j].Start < ranges[j - 1].Start; j--)
                (ranges[j], ranges[j - 1]) = (ranges[j - 1], ranges[j]);
        }
    }

    // The range that the kernel itself lies in.
    private static PhysicalRange FindRam(FlattenedDeviceTree tree, PhysicalAddress kernelEnd)
    {
        foreach (PhysicalRange range in tree.Memory())
        {
            if (range.Start < kernelEnd && kernelEnd <= range.End)
                return range;
        }
        KernelPanic.Throw("the device tree has no memory");
        return default;
    }
}
