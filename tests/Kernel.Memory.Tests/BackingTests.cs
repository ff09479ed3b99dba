// The backings that memory management itself provides.

using Xunit;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Memory.Tests;

public class BackingTests : MachineTest
{
    private const ulong Page = VirtualAddress.PageSize;
    private const ulong Start = 0x100_0000;

    [Theory]
    [InlineData(0x2000, 3 * 4096)]
    [InlineData(0x2000, 2 * 4096 + 104)]
    [InlineData(0xe8, 2 * 4096 + 8)]
    [InlineData(0xe8, 8)]
    [InlineData(0x1ff8, 4096 + 16)]
    [InlineData(0, 0)]
    public void SegmentsShowTheFilesBytesAndThenZeros(ulong offset, ulong length)
    {
        SimulatedProgram program = SimulatedProgram.Start();
        var file = new PatternBacking();
        SegmentBacking segment = SegmentBacking.TryCreate(file, offset, length)!;
        program.Space.Map(new(Start), 4 * Page, Protection.Read | Protection.Write, segment, 0);
        segment.Release();
        for (ulong position = 0; position < 4 * Page; position += 8)
        {
            ulong expected = position < length ? PatternBacking.ValueOf((offset + position) / Page) : 0;
            Assert.Equal(expected, program.Read(Start + position));
        }
        program.Write(Start, 5);
        Assert.Equal(5ul, program.Read(Start));
        Finish(program, file);
    }

    [Fact]
    public void WholePagesOfSegmentsAreShared()
    {
        SimulatedProgram first = SimulatedProgram.Start();
        SimulatedProgram second = SimulatedProgram.Start();
        var file = new PatternBacking();
        foreach (SimulatedProgram program in new[] { first, second })
        {
            SegmentBacking segment = SegmentBacking.TryCreate(file, Page, 3 * Page)!;
            program.Space.Map(new(Start), 3 * Page, Protection.Read | Protection.Execute, segment, 0);
            segment.Release();
        }
        for (ulong i = 0; i < 3; i++)
            Assert.Equal(first.PhysicalOf(Start + i * Page), second.PhysicalOf(Start + i * Page));
        first.Space.Release();
        Finish(second, file);
    }

    [Fact]
    public void ErrorsOfTheFileReachTheProgram()
    {
        SimulatedProgram program = SimulatedProgram.Start();
        var file = new PatternBacking { Error = ErrorNumber.InputOutput };
        SegmentBacking segment = SegmentBacking.TryCreate(file, 0xe8, 3 * Page)!;
        program.Space.Map(new(Start), 3 * Page, Protection.Read, segment, 0);
        segment.Release();
        Assert.Equal(ErrorNumber.InputOutput, program.TryRead(Start, out _));
        Finish(program, file);
    }

    [Fact]
    public void SharedMemoryIsOneForAllWhoMapIt()
    {
        SimulatedProgram parent = SimulatedProgram.Start();
        SharedMemory memory = SharedMemory.TryCreate()!;
        parent.Space.Map(new(Start), 100 * Page, Protection.Read | Protection.Write, memory, 0, RegionFlags.Shared);
        memory.Release();
        parent.Write(Start, 1);
        SimulatedProgram child = parent.Fork();
        child.Write(Start + 8, 2);
        child.Write(Start + 99 * Page, 3);
        Assert.Equal((1ul, 2ul, 3ul), (child.Read(Start), parent.Read(Start + 8), parent.Read(Start + 99 * Page)));
        parent.Space.Release();
        Assert.Equal(3ul, child.Read(Start + 99 * Page));
        Assert.Equal(0ul, child.Read(Start + 50 * Page));
        child.Space.Release();
        AssertNothingLeaked();
    }

    private void Finish(SimulatedProgram program, PatternBacking file)
    {
        file.Release();
        program.Space.Release();
        file.AssertUnused();
        file.ReleasePages();
        AssertNothingLeaked();
    }
}
