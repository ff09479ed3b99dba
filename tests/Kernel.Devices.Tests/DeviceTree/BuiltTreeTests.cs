// What the format allows and QEMU does not use: other cell sizes, address translation, reserved memory, disabled devices.

using Xv6.Kernel.Devices.DeviceTree;
using Xv6.Kernel.Memory;
using Xunit;

namespace Xv6.Kernel.Devices.Tests.DeviceTree;

public class BuiltTreeTests
{
    [Fact]
    public void AddressesAreTranslatedByEveryBusOnTheWay()
    {
        byte[] blob = new DeviceTreeBuilder().Begin("").Property("#address-cells", 2).Property("#size-cells", 2)
            .Begin("outer").Property("#address-cells", 1).Property("#size-cells", 1).Property("ranges", 0x1000, 0x1, 0x8000, 0x10000)
            .Begin("inner").Property("#address-cells", 1).Property("#size-cells", 1).Property("ranges", 0, 0x2000, 0x800)
            .Begin("device").Property("reg", 0x10, 0x20, 0x7f0, 0x20, 0x900, 0x10).End()
            .End().End().End().Build();
        FlattenedDeviceTree tree = TestTrees.Open(blob);
        Assert.True(tree.TryFindNode("/outer/inner/device"u8, out DeviceTreeNode device));
        Assert.True(device.TryGetRange(0, out PhysicalRange range));
        Assert.Equal(TestTrees.Range(0x1_0000_9010, 0x20), range);
        Assert.False(device.TryGetRange(1, out _)); // half outside of the window
        Assert.False(device.TryGetRange(2, out _)); // outside
        Assert.False(device.TryGetRange(3, out _)); // not there
        Assert.False(device.TryGetRange(-1, out _));
    }

    [Fact]
    public void BusWithoutRangesHidesItsDevices()
    {
        byte[] blob = new DeviceTreeBuilder().Begin("")
            .Begin("bus").Begin("device").Property("reg", 0, 0x10, 0x20).End().End().End().Build();
        Assert.True(TestTrees.Open(blob).TryFindNode("/bus/device"u8, out DeviceTreeNode device));
        Assert.Equal(1, device.RangeCount());
        Assert.False(device.TryGetRange(0, out _));
    }

    [Theory]
    [InlineData(2u, 2u, new uint[] { 0xffffffff, 0xffffffff, 0, 2 })] // ends behind the last address
    [InlineData(2u, 2u, new uint[] { 0, 1, 0, 0 })] // empty
    [InlineData(3u, 1u, new uint[] { 1, 0, 0, 1 })] // more than 64 bits
    [InlineData(2u, 2u, new uint[] { 0, 1, 0 })] // too short
    [InlineData(5u, 1u, new uint[] { 0, 0, 0, 0, 1, 1 })] // more cells than the format has
    [InlineData(0u, 0u, new uint[] { 1 })]
    public void RangeThatCannotBeIsRefused(uint addressCells, uint sizeCells, uint[] cells)
    {
        byte[] blob = new DeviceTreeBuilder().Begin("").Property("#address-cells", addressCells).Property("#size-cells", sizeCells)
            .Begin("device").Property("reg", cells).End().End().Build();
        Assert.True(TestTrees.Open(blob).TryFindNode("/device"u8, out DeviceTreeNode device));
        Assert.False(device.TryGetRange(0, out _));
    }

    [Fact]
    public void FindsBothKindsOfReservedMemory()
    {
        byte[] blob = new DeviceTreeBuilder().Reserve(0x8000_0000, 0x20_0000).Reserve(0x1_0000_0000, 0x1000)
            .Begin("").Property("#address-cells", 2).Property("#size-cells", 2)
            .Begin("reserved-memory").Property("#address-cells", 1).Property("#size-cells", 1).Property("ranges", DeviceTreeBuilder.Cells())
            .Begin("firmware@80000000").Property("reg", 0x8000_0000, 0x4_0000, 0x8100_0000, 0x1000).End()
            .Begin("dynamic").Property("size", 0x1000).End()
            .Begin("other@82000000").Property("reg", 0x8200_0000, 0x2000).End()
            .End().End().Build();
        FlattenedDeviceTree tree = TestTrees.Open(blob);
        var reservations = new List<PhysicalRange>();
        foreach (PhysicalRange range in tree.Reservations)
            reservations.Add(range);
        Assert.Equal([TestTrees.Range(0x8000_0000, 0x20_0000), TestTrees.Range(0x1_0000_0000, 0x1000)], reservations);
        Assert.Equal(
            [
                TestTrees.Range(0x8000_0000, 0x4_0000),
                TestTrees.Range(0x8100_0000, 0x1000),
                TestTrees.Range(0x8200_0000, 0x2000),
            ],
            TestTrees.Collect(tree.ReservedMemory()));
        Assert.Empty(TestTrees.Collect(tree.Memory()));
    }

    [Fact]
    public void DisabledHartsAndDevicesAreLeftOut()
    {
        byte[] blob = new DeviceTreeBuilder().Begin("")
            .Begin("cpus").Property("#address-cells", 1).Property("#size-cells", 0)
            .Begin("cpu@0").Property("device_type", "cpu").Property("reg", 0).Property("status", "disabled").End()
            .Begin("cpu@1").Property("device_type", "cpu").Property("reg", 1).Property("riscv,isa-extensions", "i\0m\0sstc").End()
            .Begin("cpu@2").Property("device_type", "cpu").Property("reg", 2).Property("riscv,isa", "rv64imac_sstcx").End()
            .End()
            .Begin("a").Property("compatible", "x\0y").Property("status", "disabled").End()
            .Begin("b").Property("compatible", "x\0y").Property("status", "ok").End()
            .End().Build();
        FlattenedDeviceTree tree = TestTrees.Open(blob);
        Assert.Equal([new HartDescription(1, true, 0), new HartDescription(2, false, 0)], TestTrees.Collect(tree.Harts()));
        int count = 0;
        foreach (DeviceTreeNode node in tree.Compatible("y"u8))
        {
            Assert.True(node.Name.SequenceEqual("b"u8));
            count++;
        }

        Assert.Equal(1, count);
        Assert.Equal(0u, tree.TimebaseFrequency());
    }

    [Fact]
    public void NopsAreSkippedEverywhere()
    {
        byte[] blob = new DeviceTreeBuilder().Begin("").Nop().Property("a", 1).Nop().Nop().Property("b", 2).Nop()
            .Begin("child").Nop().End().Nop().End().Nop().Build();
        FlattenedDeviceTree tree = TestTrees.Open(blob);
        Assert.True(tree.Root.TryGetUInt32("b"u8, out uint value));
        Assert.Equal(2u, value);
        Assert.True(tree.TryFindNode("/child"u8, out _));
    }
}
