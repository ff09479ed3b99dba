// Copies to and from a program's memory: across pages, into pages that aren't there yet or are shared, and to where it has none.

using Xunit;
using Xv6.Kernel.Processes;

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
        Assert.True(UserMemory.TryCopyOut(start, bytes));
        byte[] back = new byte[bytes.Length];
        Assert.True(UserMemory.TryCopyIn(back, start));
        Assert.Equal(bytes, back);
    }

    [Fact]
    public void ReadingUntouchedMemoryGivesZeros()
    {
        _program.Break((long)Page, lazy: true);
        byte[] bytes = [1, 2, 3];
        Assert.True(UserMemory.TryCopyIn(bytes, new VirtualAddress(Heap)));
        Assert.Equal(new byte[3], bytes);
    }

    [Fact]
    public void AWriteToASharedPageCopiesItFirst()
    {
        _program.Break((long)Page);
        _program.Write(Heap, 1);
        SimulatedProgram child = _program.Fork();
        Assert.True(UserMemory.TryCopyOut(new VirtualAddress(Heap), [2]));
        Assert.Equal(2ul, _program.Read(Heap));
        Assert.Equal(1ul, child.Read(Heap));
        child.Space.Release();
    }

    [Fact]
    public void ACopyFailsWhereTheProgramHasNothingOrMayNotWrite()
    {
        _program.Break((long)Page);
        Assert.False(UserMemory.TryCopyOut(new VirtualAddress(Heap + Page - 1), [1, 2]));
        Assert.True(UserMemory.TryCopyOut(new VirtualAddress(Heap + Page - 1), [1]));
        Assert.False(UserMemory.TryCopyIn(new byte[1], new VirtualAddress(Heap - 1)));
        Assert.False(UserMemory.TryCopyOut(new VirtualAddress(MemoryMap.UserInformationPage), [1]));
        Assert.False(UserMemory.TryCopyIn(new byte[1], new VirtualAddress(MemoryMap.UserInformationPage)));
        Assert.False(UserMemory.TryCopyIn(new byte[1], new VirtualAddress(0xffff_ffc0_8000_0000)));
        Assert.True(UserMemory.TryCopyIn([], new VirtualAddress(Heap - 1)));
    }

    [Theory]
    [InlineData("", 16, 0)]
    [InlineData("name", 5, 4)]
    [InlineData("name", 4, -2)]
    [InlineData("a longer name over the end of the page", 64, 38)]
    public void StringsEndAtTheirTerminatorOrTheBuffersEnd(string text, int capacity, int expected)
    {
        _program.Break(2 * (long)Page, lazy: true);
        var start = new VirtualAddress(Heap + Page - 10);
        byte[] bytes = System.Text.Encoding.ASCII.GetBytes(text + '\0');
        Assert.True(UserMemory.TryCopyOut(start, bytes));
        byte[] copy = new byte[capacity];
        Assert.Equal(expected, UserMemory.CopyInString(copy, start));
        if (expected >= 0)
            Assert.Equal(bytes, copy[..bytes.Length]);
    }

    [Fact]
    public void AStringThatRunsIntoNothingIsABadAddress()
    {
        _program.Break((long)Page);
        Assert.True(UserMemory.TryCopyOut(new VirtualAddress(Heap + Page - 3), "abc"u8));
        Assert.Equal(-1, UserMemory.CopyInString(new byte[16], new VirtualAddress(Heap + Page - 3)));
        Assert.Equal(-1, UserMemory.CopyInString(new byte[16], new VirtualAddress(MemoryMap.UserProgramEnd)));
    }
}
