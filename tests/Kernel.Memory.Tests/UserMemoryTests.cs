// Copies to and from a program's memory: across pages, into pages that aren't there yet or are shared, and to where it has none.

using Xunit;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Processes;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Memory.Tests;

public sealed class UserMemoryTests : MachineTest, IDisposable
{
    private const ulong Page = VirtualAddress.PageSize;
    private const ulong Heap = 0x10000;

    private readonly SimulatedProgram _program;

    public UserMemoryTests()
    {
        _program = SimulatedProgram.Start();
        Process.Current.AddressSpace = _program.Space;
    }

    public void Dispose()
    {
        Process.Current.AddressSpace = null;
        _program.Space.Release();
        AssertNothingLeaked();
    }

    [Fact]
    public void CopiesCrossPagesThatWereNeverTouched()
    {
        _program.Break(4 * (long)Page, lazy: true);
        byte[] bytes = [.. Enumerable.Range(0, 3 * (int)Page).Select(i => (byte)(i * 7))];
        var start = new VirtualAddress(Heap + 100);
        Assert.Equal(ErrorNumber.None, UserMemory.CopyOut(start, bytes));
        byte[] back = new byte[bytes.Length];
        Assert.Equal(ErrorNumber.None, UserMemory.CopyIn(back, start));
        Assert.Equal(bytes, back);
    }

    [Fact]
    public void ReadingUntouchedMemoryGivesZeros()
    {
        _program.Break((long)Page, lazy: true);
        byte[] bytes = [1, 2, 3];
        Assert.Equal(ErrorNumber.None, UserMemory.CopyIn(bytes, new VirtualAddress(Heap)));
        Assert.Equal(new byte[3], bytes);
    }

    [Fact]
    public void AWriteToASharedPageCopiesItFirst()
    {
        _program.Break((long)Page);
        _program.Write(Heap, 1);
        SimulatedProgram child = _program.Fork();
        Assert.Equal(ErrorNumber.None, UserMemory.CopyOut(new VirtualAddress(Heap), [2]));
        Assert.Equal(2ul, _program.Read(Heap));
        Assert.Equal(1ul, child.Read(Heap));
        child.Space.Release();
    }

    [Fact]
    public void ACopyFailsWhereTheProgramHasNothingOrMayNotWrite()
    {
        _program.Break((long)Page);
        Assert.Equal(ErrorNumber.BadAddress, UserMemory.CopyOut(new VirtualAddress(Heap + Page - 1), [1, 2]));
        Assert.Equal(ErrorNumber.None, UserMemory.CopyOut(new VirtualAddress(Heap + Page - 1), [1]));
        Assert.Equal(ErrorNumber.BadAddress, UserMemory.CopyIn(new byte[1], new VirtualAddress(Heap - 1)));
        Assert.Equal(ErrorNumber.BadAddress, UserMemory.CopyOut(new VirtualAddress(MemoryMap.UserInformationPage), [1]));
        Assert.Equal(ErrorNumber.BadAddress, UserMemory.CopyIn(new byte[1], new VirtualAddress(MemoryMap.UserInformationPage)));
        Assert.Equal(ErrorNumber.BadAddress, UserMemory.CopyIn(new byte[1], new VirtualAddress(0xffff_ffc0_8000_0000)));
        Assert.Equal(ErrorNumber.None, UserMemory.CopyIn([], new VirtualAddress(Heap - 1)));
    }

    [Theory]
    [InlineData("", 16, 0)]
    [InlineData("name", 5, 4)]
    [InlineData("name", 4, -1)]
    [InlineData("a longer name over the end of the page", 64, 38)]
    public void StringsEndAtTheirTerminatorOrTheBuffersEnd(string text, int capacity, int expected)
    {
        _program.Break(2 * (long)Page, lazy: true);
        var start = new VirtualAddress(Heap + Page - 10);
        byte[] bytes = System.Text.Encoding.ASCII.GetBytes(text + '\0');
        Assert.Equal(ErrorNumber.None, UserMemory.CopyOut(start, bytes));
        byte[] copy = new byte[capacity];
        Result<int> length = UserMemory.CopyInString(copy, start);
        Assert.Equal(expected < 0 ? ErrorNumber.Range : ErrorNumber.None, length.Error);
        if (expected < 0)
            return;
        Assert.Equal(expected, length.Value);
        Assert.Equal(bytes, copy[..bytes.Length]);
    }

    [Fact]
    public void WithoutMemoryACopyIsNotABadAddress()
    {
        _program.Break((long)Page, lazy: true);
        ulong free = FrameAllocator.FreeFrames;
        Assert.True(FrameAllocator.TryReserve(free));
        Assert.Equal(ErrorNumber.OutOfMemory, UserMemory.CopyOut(new VirtualAddress(Heap), [1]));
        Assert.Equal(ErrorNumber.OutOfMemory, UserMemory.CopyInString(new byte[16], new VirtualAddress(Heap)).Error);
        FrameAllocator.Unreserve(free);
        Assert.Equal(ErrorNumber.None, UserMemory.CopyOut(new VirtualAddress(Heap), [1]));
    }

    [Fact]
    public void AStringThatRunsIntoNothingIsABadAddress()
    {
        _program.Break((long)Page);
        Assert.Equal(ErrorNumber.None, UserMemory.CopyOut(new VirtualAddress(Heap + Page - 3), "abc"u8));
        Assert.Equal(ErrorNumber.BadAddress, UserMemory.CopyInString(new byte[16], new VirtualAddress(Heap + Page - 3)).Error);
        Assert.Equal(ErrorNumber.BadAddress, UserMemory.CopyInString(new byte[16], new VirtualAddress(MemoryMap.UserProgramEnd)).Error);
    }
}
