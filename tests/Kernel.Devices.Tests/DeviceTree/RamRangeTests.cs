// Which ranges of RAM the kernel uses.

using Xunit;
using Xv6.Kernel.Boot;
using Xv6.Kernel.Devices.DeviceTree;
using Xv6.Kernel.Memory;

namespace Xv6.Kernel.Devices.Tests.DeviceTree;

public class RamRangeTests
{
    private const ulong Megabyte = 1 << 20;
    private const ulong Start = 0x8000_0000;

    private static readonly PhysicalAddress s_kernelEnd = new(Start + Megabyte);

    [Fact]
    public void NeighbouringNodesAreOneRange()
    {
        FlattenedDeviceTree tree = TestTrees.Open(TestTrees.Read("two-nodes"));
        var memory = new RangeList(new PhysicalRange[8]);
        foreach (PhysicalRange range in tree.Memory())
            memory.Add(range);
        Assert.Equal(2, memory.Count);
        AssertJoined(Range(Start, 4096), [], [.. memory.Ranges]);
    }

    [Fact]
    public void HolesAreReserved() => AssertJoined(
        Range(Start, 200),
        [Range(Start + 64 * Megabyte, 64), Range(Start + 160 * Megabyte, 8)],
        [Range(Start, 64), Range(Start + 128 * Megabyte, 32), Range(Start + 168 * Megabyte, 32)]);

    [Fact]
    public void ARangeThatCostsMoreThanItGivesIsLeftOut() => AssertJoined(
        Range(Start, 64), [], [Range(0x1000_0000, 16), Range(Start, 64), Range(Start << 8, 64)]);

    private static PhysicalRange Range(ulong start, ulong megabytes) => new(new PhysicalAddress(start), megabytes * Megabyte);

    private static void AssertJoined(PhysicalRange expected, PhysicalRange[] expectedHoles, PhysicalRange[] ranges)
    {
        var reserved = new RangeList(new PhysicalRange[8]);
        Assert.Equal(expected, PhysicalMemory.Join(ranges, s_kernelEnd, ref reserved, out ulong holes));
        Assert.Equal(expectedHoles, reserved.Ranges.ToArray());
        Assert.Equal(expectedHoles.Sum(hole => (long)hole.Length), (long)holes);
    }
}
