// Blobs that are no device trees: each is an error, none is an exception or an endless loop.

using System.Buffers.Binary;
using Xv6.Kernel.Devices.DeviceTree;
using Xv6.Kernel.Memory;
using Xunit;

namespace Xv6.Kernel.Devices.Tests.DeviceTree;

public class MalformedTreeTests
{
    private static DeviceTreeError Open(ReadOnlySpan<byte> blob) => FlattenedDeviceTree.TryOpen(blob, out _);

    [Theory]
    [InlineData(0, 0xd00dfeecu, DeviceTreeError.BadMagic)]
    [InlineData(0, 0xedfe0dd0u, DeviceTreeError.BadMagic)] // the wrong byte order
    [InlineData(4, 0xffffffffu, DeviceTreeError.BadSize)]
    [InlineData(4, 39u, DeviceTreeError.BadSize)]
    [InlineData(4, 0x0080_0000u, DeviceTreeError.Truncated)]
    [InlineData(8, 0xfffffff0u, DeviceTreeError.BadBlock)]
    [InlineData(8, 0u, DeviceTreeError.BadBlock)]
    [InlineData(8, 57u, DeviceTreeError.BadBlock)] // not aligned
    [InlineData(12, 0xffffffffu, DeviceTreeError.BadBlock)]
    [InlineData(16, 0xffffffffu, DeviceTreeError.BadBlock)]
    [InlineData(16, 44u, DeviceTreeError.BadBlock)]
    [InlineData(20, 16u, DeviceTreeError.UnsupportedVersion)]
    [InlineData(24, 18u, DeviceTreeError.UnsupportedVersion)]
    [InlineData(32, 0xfffffff0u, DeviceTreeError.BadBlock)]
    [InlineData(32, 0u, DeviceTreeError.BadStructure)] // no names
    [InlineData(36, 0xfffffffcu, DeviceTreeError.BadBlock)]
    [InlineData(36, 8u, DeviceTreeError.BadStructure)]
    [InlineData(36, 0u, DeviceTreeError.BadStructure)]
    public void WrongHeaderFieldIsAnError(int offset, uint value, DeviceTreeError expected)
    {
        byte[] blob = TestTrees.Read("four-harts");
        BinaryPrimitives.WriteUInt32BigEndian(blob.AsSpan(offset), value);
        Assert.Equal(expected, Open(blob));
    }

    [Fact]
    public void EveryTruncationIsAnError()
    {
        byte[] blob = TestTrees.Read("one-hart");
        for (int length = 0; length < blob.Length; length++)
            Assert.Equal(DeviceTreeError.Truncated, Open(blob.AsSpan(0, length)));
        Assert.Equal(DeviceTreeError.None, Open([.. blob, 1, 2, 3]));
    }

    public static TheoryData<byte[]> WrongStructures => new(
        new DeviceTreeBuilder().Build(), // no root
        new DeviceTreeBuilder().Begin("").Build(), // root without end
        new DeviceTreeBuilder().Begin("").End().End().Build(), // an end too many
        new DeviceTreeBuilder().Begin("").End().Begin("second").End().Build(),
        new DeviceTreeBuilder().Property("before", 1).Begin("").End().Build(),
        new DeviceTreeBuilder().Begin("").Begin("child").End().Property("late", 1).End().Build(),
        new DeviceTreeBuilder().Begin("").Token(7).End().Build(), // unknown token
        new DeviceTreeBuilder().Begin("").Token(3).Token(0x7fffffff).Token(0).End().Build(), // value outside
        new DeviceTreeBuilder().Begin("").Token(3).Token(0xffffffff).Token(0).End().Build(),
        new DeviceTreeBuilder().Begin("").Property("p", 1).Token(3).Token(0).Token(0x7fffffff).End().Build(), // name outside
        new DeviceTreeBuilder().Begin("").Token(3).Build()); // property cut off

    [Theory]
    [MemberData(nameof(WrongStructures))]
    public void WrongStructureIsAnError(byte[] blob) => Assert.Equal(DeviceTreeError.BadStructure, Open(blob));

    [Fact]
    public void DepthIsLimited()
    {
        Assert.Equal(DeviceTreeError.None, Open(Nested(FlattenedDeviceTree.MaximumDepth)));
        Assert.Equal(DeviceTreeError.TooDeep, Open(Nested(FlattenedDeviceTree.MaximumDepth + 1)));
    }

    [Fact]
    public void ReservationsWithoutEndAreAnError()
    {
        byte[] blob = new DeviceTreeBuilder().Begin("").End().Build();
        BinaryPrimitives.WriteUInt32BigEndian(blob.AsSpan(16), (uint)blob.Length & ~7u);
        Assert.Equal(DeviceTreeError.BadReservations, Open(blob));
    }

    [Theory]
    [InlineData("one-hart", 1)]
    [InlineData("four-harts", 2)]
    [InlineData("two-nodes", 3)]
    public void DamagedTreesAreReadWithoutException(string name, int seed)
    {
        byte[] original = TestTrees.Read(name);
        var random = new Random(seed);
        int opened = 0;
        for (int round = 0; round < 3000; round++)
        {
            byte[] blob = (byte[])original.Clone();
            for (int changes = random.Next(1, 8); changes > 0; changes--)
                blob[random.Next(round % 2 == 0 ? 0 : 40, blob.Length)] = (byte)random.Next(256);
            if (FlattenedDeviceTree.TryOpen(blob, out FlattenedDeviceTree tree) != DeviceTreeError.None)
                continue;
            opened++;
            ReadEverything(tree);
        }

        Assert.InRange(opened, 100, 2999); // both outcomes were tested
    }

    private static byte[] Nested(int depth)
    {
        var builder = new DeviceTreeBuilder();
        for (int level = 0; level < depth; level++)
            builder.Begin(level == 0 ? "" : "n");
        for (int level = 0; level < depth; level++)
            builder.End();
        return builder.Build();
    }

    private static void ReadEverything(FlattenedDeviceTree tree)
    {
        foreach (DeviceTreeNode node in tree.AllNodes)
        {
            for (int index = 0; index < int.Min(node.RangeCount(), 4); index++)
                node.TryGetRange(index, out _);
            node.TryGetInterrupt(out _);
            node.TryGetInterruptParent(out _);
            node.TryGetUnitNumber(out _);
            foreach (DeviceTreeProperty property in node.Properties)
                _ = property.Text.Length + property.Name.Length + property.CellCount;
        }

        TestTrees.Collect(tree.Memory());
        TestTrees.Collect(tree.ReservedMemory());
        TestTrees.Collect(tree.Harts());
        _ = tree.BootArguments().Length + tree.RandomSeed().Length + (int)tree.TimebaseFrequency();
        foreach (PhysicalRange range in tree.Reservations)
            Assert.NotEqual(default, range);
    }
}
