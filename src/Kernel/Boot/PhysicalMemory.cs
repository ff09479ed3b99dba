// Tells the frame allocator which RAM there is, and which of it is taken: kernel, device tree, and what the tree reserves.

using Xv6.Kernel.Devices.DeviceTree;
using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Programs;

namespace Xv6.Kernel.Boot;

internal static class PhysicalMemory
{
    private const int MostRanges = 32;

    public static void Initialize(FlattenedDeviceTree tree, PhysicalRange deviceTree)
    {
        PhysicalAddress kernelEnd = KernelImage.Layout.End;
        var memory = new RangeList(stackalloc PhysicalRange[MostRanges]);
        foreach (PhysicalRange range in tree.Memory())
            memory.Add(range);
        var reserved = new RangeList(stackalloc PhysicalRange[MostRanges]);
        PhysicalRange ram = Join(memory.Ranges, kernelEnd, ref reserved, out ulong holes);
        reserved.Add(new PhysicalRange(ram.Start, kernelEnd - ram.Start));
        reserved.Add(deviceTree);
        reserved.Add(BootModule.Range);
        foreach (PhysicalRange range in tree.ReservedMemory())
            reserved.Add(range);
        foreach (PhysicalRange range in tree.Reservations)
            reserved.Add(range);
        FrameAllocator.Initialize(ram, reserved.Ranges, holes);
        KernelSpace.Initialize(ram, KernelImage.Layout);
    }

    /// <summary>
    /// The RAM from the start of the range that the kernel lies in, with all ranges above that are worth it: a hole before a range takes room in
    /// the table of frames, so the range must be larger than that.
    /// </summary>
    /// <param name="ascending">All ranges of RAM.</param>
    /// <param name="kernelEnd">Where the kernel ends.</param>
    /// <param name="reserved">Gets the holes.</param>
    /// <param name="holes">Their bytes.</param>
    internal static PhysicalRange Join(
        ReadOnlySpan<PhysicalRange> ascending, PhysicalAddress kernelEnd, ref RangeList reserved, out ulong holes)
    {
        holes = 0;
        PhysicalRange ram = default;
        foreach (PhysicalRange range in ascending)
        {
            bool hasKernel = range.Start < kernelEnd && kernelEnd <= range.End;
            if (hasKernel)
                ram = range;
            if (hasKernel || ram.Length == 0 || range.Start < ram.End)
                continue;
            var hole = new PhysicalRange(ram.End, range.Start - ram.End);
            if (FrameTable.SizeFor(hole) >= range.Length)
                continue;
            reserved.Add(hole);
            holes += hole.Length;
            ram = new PhysicalRange(ram.Start, range.End - ram.Start);
        }
        if (ram.Length == 0)
            KernelPanic.Throw("the device tree has no memory");
        return ram;
    }
}
