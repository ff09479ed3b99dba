// The device trees that QEMU made (see Data/README.md).

using Xv6.Kernel.Devices.DeviceTree;
using Xv6.Kernel.Memory;
using Xunit;

namespace Xv6.Kernel.Devices.Tests.DeviceTree;

internal static class TestTrees
{
    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", name + ".dtb"));

    public static FlattenedDeviceTree Open(byte[] blob)
    {
        Assert.Equal(DeviceTreeError.None, FlattenedDeviceTree.TryOpen(blob, out FlattenedDeviceTree tree));
        return tree;
    }

    public static PhysicalRange Range(ulong start, ulong length) => new(new PhysicalAddress(start), length);

    public static List<PhysicalRange> Collect(MemoryRanges ranges)
    {
        var list = new List<PhysicalRange>();
        foreach (PhysicalRange range in ranges)
            list.Add(range);
        return list;
    }

    public static List<HartDescription> Collect(Harts harts)
    {
        var list = new List<HartDescription>();
        foreach (HartDescription hart in harts)
            list.Add(hart);
        return list;
    }
}
