// What exec checks before it believes a program, and how arguments are packed.

using System.Runtime.InteropServices;
using Xunit;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Programs;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Processes.Tests;

public class ProgramFormatTests
{
    private const ulong FileSize = 0x10000;

    [Fact]
    public void AcceptsAscendingSegmentsAndKnowsWhereTheHeapBegins()
    {
        SegmentLayout layout = default;

        Assert.Equal(ErrorNumber.None, layout.Add(Segment(address: 0, offset: 0x1000, fileSize: 0x1234, memorySize: 0x1234), FileSize));
        Assert.Equal(ErrorNumber.None, layout.Add(Segment(address: 0x2000, offset: 0xe8, fileSize: 0x10, memorySize: 0x3001), FileSize));

        Assert.Equal(2, layout.Count);
        Assert.Equal(new VirtualAddress(0x6000), layout.End);
    }

    [Theory]
    [InlineData(0x10, 0, 0x10, 0x10)] // not on a page
    [InlineData(0x1000, 0, 0x20, 0x10)] // more in the file than in memory
    [InlineData(0x1000, FileSize - 8, 0x10, 0x10)] // beyond the file
    [InlineData(0x1000, ulong.MaxValue, 0x10, 0x10)]
    [InlineData(0x1000, 0, 0x10, ulong.MaxValue)] // overflows
    [InlineData(0xffff_ffff_ffff_f000, 0, 0x10, 0x2000)]
    [InlineData(MemoryMap.UserProgramEnd, 0, 0x10, 0x10)] // too high
    [InlineData(MemoryMap.UserProgramEnd - 0x1000, 0, 0x10, 0x1001)]
    [InlineData(0, 0, 0x10, 0x10)] // overlaps the one before
    public void RefusesSegmentsThatCannotBe(ulong address, ulong offset, ulong fileSize, ulong memorySize)
    {
        SegmentLayout layout = default;
        Assert.Equal(ErrorNumber.None, layout.Add(Segment(0, 0, 0x10, 0x10), FileSize));

        Assert.Equal(ErrorNumber.NotExecutable, layout.Add(Segment(address, offset, fileSize, memorySize), FileSize));
        Assert.Equal(1, layout.Count);
    }

    [Fact]
    public void IgnoresWhatIsNotLoaded()
    {
        SegmentLayout layout = default;
        Assert.Equal(ErrorNumber.None, layout.Add(Segment(0x10, 0, 1, 1, type: 4), FileSize));
        Assert.Equal(0, layout.Count);
    }

    [Fact]
    public void RefusesTooManySegments()
    {
        SegmentLayout layout = default;
        for (ulong i = 0; i < SegmentLayout.MaximumSegments; i++)
            Assert.Equal(ErrorNumber.None, layout.Add(Segment(i * 0x1000, 0, 1, 1), FileSize));
        Assert.Equal(ErrorNumber.NotExecutable, layout.Add(Segment(0x100000, 0, 1, 1), FileSize));
    }

    [Fact]
    public void ArgumentsAreLimitedInNumberAndSize()
    {
        var many = new ExecArguments(new byte[4096]);
        for (int i = 0; i < 32; i++)
            Assert.Equal(ErrorNumber.None, many.Add("x"u8));
        Assert.Equal(ErrorNumber.ArgumentListTooLong, many.Add("x"u8));
        Assert.Equal(32, many.Count);

        var large = new ExecArguments(new byte[4096]);
        Assert.Equal(ErrorNumber.ArgumentListTooLong, large.Add(new byte[4096]));
        Assert.Equal(ErrorNumber.None, large.Add(new byte[4096 - 1 - 2 * sizeof(ulong)]));
        Assert.Equal(ErrorNumber.ArgumentListTooLong, large.Add(""u8));
    }

    private static ProgramHeader Segment(ulong address, ulong offset, ulong fileSize, ulong memorySize, ulong type = 1)
        => MemoryMarshal.AsRef<ProgramHeader>(MemoryMarshal.AsBytes<ulong>(
            new ulong[] { type | 5ul << 32, offset, address, address, fileSize, memorySize, 0x1000 }));
}
