// What the reader finds in the trees of QEMU's virt machine.

using System.Text;
using Xv6.Kernel.Devices.DeviceTree;
using Xv6.Kernel.Memory;
using Xunit;

namespace Xv6.Kernel.Devices.Tests.DeviceTree;

public class QemuTreeTests
{
    [Theory]
    [InlineData("one-hart", 128, 1)]
    [InlineData("four-harts", 256, 4)]
    [InlineData("two-nodes", 4096, 4)]
    public void FindsMemoryAndHarts(string name, int megabytes, int harts)
    {
        FlattenedDeviceTree tree = TestTrees.Open(TestTrees.Read(name));
        List<PhysicalRange> memory = TestTrees.Collect(tree.Memory());
        Assert.Equal(0x8000_0000u, memory.Min(range => range.Start.Value));
        Assert.Equal((ulong)megabytes << 20, memory.Aggregate(0UL, (sum, range) => sum + range.Length));
        List<HartDescription> found = TestTrees.Collect(tree.Harts());
        Assert.Equal(Enumerable.Range(0, harts).Select(id => (ulong)id), found.Select(hart => hart.Id).Order());
        Assert.All(found, hart => Assert.NotEqual(0u, hart.InterruptController));
        Assert.Equal(10_000_000u, tree.TimebaseFrequency());
        Assert.Equal(32, tree.RandomSeed().Length);
    }

    [Fact]
    public void FindsBothMemoryNodes()
    {
        FlattenedDeviceTree tree = TestTrees.Open(TestTrees.Read("two-nodes"));
        Assert.Equal(
            [TestTrees.Range(0x8000_0000, 1UL << 30), TestTrees.Range(0xc000_0000, 3UL << 30)],
            TestTrees.Collect(tree.Memory()).OrderBy(range => range.Start.Value));
    }

    [Theory]
    [InlineData("one-hart", false)]
    [InlineData("four-harts", true)]
    public void TellsWhetherHartsSetTheirOwnTimer(string name, bool expected)
    {
        FlattenedDeviceTree tree = TestTrees.Open(TestTrees.Read(name));
        Assert.All(TestTrees.Collect(tree.Harts()), hart => Assert.Equal(expected, hart.HasTimerCompare));
    }

    [Fact]
    public void FindsBootArguments()
    {
        Assert.Equal("quiet exec=6c73", Encoding.UTF8.GetString(TestTrees.Open(TestTrees.Read("four-harts")).BootArguments()));
        Assert.True(TestTrees.Open(TestTrees.Read("one-hart")).BootArguments().IsEmpty);
    }

    [Fact]
    public void FindsDevicesByWhatTheyAreCompatibleWith()
    {
        FlattenedDeviceTree tree = TestTrees.Open(TestTrees.Read("four-harts"));
        var slots = new List<(ulong Start, uint Source)>();
        foreach (DeviceTreeNode node in tree.Compatible("virtio,mmio"u8))
        {
            Assert.True(node.TryGetRange(0, out PhysicalRange range));
            Assert.False(node.TryGetRange(1, out _));
            Assert.True(node.TryGetInterrupt(out uint source));
            slots.Add((range.Start.Value, source));
        }

        Assert.Equal(Enumerable.Range(1, 8).Select(n => (0x1000_0000UL + 0x1000 * (ulong)n, (uint)n)), slots.Order());
    }

    [Fact]
    public void DeviceHasRangeAndInterruptController()
    {
        FlattenedDeviceTree tree = TestTrees.Open(TestTrees.Read("four-harts"));
        Assert.True(tree.TryFindNode("/soc/serial@10000000"u8, out DeviceTreeNode serial));
        Assert.True(serial.IsCompatibleWith("ns16550a"u8));
        Assert.True(serial.TryGetRange(0, out PhysicalRange range));
        Assert.Equal(TestTrees.Range(0x1000_0000, 0x100), range);
        Assert.True(serial.TryGetInterruptParent(out uint parent));
        Assert.True(tree.TryFindNode(parent, out DeviceTreeNode controller));
        Assert.True(controller.IsCompatibleWith("riscv,plic0"u8));
        Assert.False(controller.IsCompatibleWith("riscv,plic"u8));
    }

    [Fact]
    public void DeviceMayHaveSeveralRanges()
    {
        FlattenedDeviceTree tree = TestTrees.Open(TestTrees.Read("four-harts"));
        foreach (DeviceTreeNode node in tree.Compatible("cfi-flash"u8))
        {
            Assert.Equal(2, node.RangeCount());
            Assert.True(node.TryGetRange(1, out PhysicalRange second));
            Assert.Equal(TestTrees.Range(0x2200_0000, 0x200_0000), second);
            return;
        }

        Assert.Fail("no flash");
    }

    [Fact]
    public void ParentIsTheNodeAround()
    {
        FlattenedDeviceTree tree = TestTrees.Open(TestTrees.Read("four-harts"));
        Assert.True(tree.TryFindNode("/cpus/cpu@2/interrupt-controller"u8, out DeviceTreeNode node));
        Assert.Equal("cpu@2", Encoding.UTF8.GetString(node.Parent.Name));
        Assert.Equal("cpus", Encoding.UTF8.GetString(node.Parent.Parent.Name));
        Assert.True(node.Parent.Parent.Parent.IsRoot);
        Assert.True(tree.Root.Parent.IsRoot);
        Assert.False(tree.TryFindNode("/cpus/cpu@9"u8, out _));
    }
}
