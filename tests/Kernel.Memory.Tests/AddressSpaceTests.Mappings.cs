// Address spaces: mappings, private and shared.

using Xunit;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Memory.Tests;

public partial class AddressSpaceTests
{
    [Fact]
    public void UnmapCutsHeadTailAndHole()
    {
        SimulatedProgram program = SimulatedProgram.Start();
        const ulong Start = 0x100_0000;
        var backing = new PatternBacking();
        Assert.Equal(ErrorNumber.None, program.Space.Map(new(Start), 10 * Page, Protection.Read, backing, 100));
        Assert.Equal(ErrorNumber.FileExists, program.Space.Map(new(Start + 9 * Page), Page, Protection.Read, backing, 0));
        program.Read(Start + 4 * Page);
        Assert.Equal(ErrorNumber.None, program.Space.Unmap(new(Start), Page));
        Assert.Equal(ErrorNumber.None, program.Space.Unmap(new(Start + 9 * Page), 5 * Page));
        Assert.Equal(ErrorNumber.None, program.Space.Unmap(new(Start + 4 * Page), 2 * Page));
        ulong[] gone = [0, 4, 5, 9];
        for (ulong i = 0; i < 10; i++)
        {
            ErrorNumber expected = gone.Contains(i) ? ErrorNumber.BadAddress : ErrorNumber.None;
            Assert.Equal(expected, program.TryRead(Start + i * Page, out ulong value));
            if (expected == ErrorNumber.None)
                Assert.Equal(PatternBacking.ValueOf(100 + i), value);
        }
        Finish(program, backing);
    }

    [Fact]
    public void AMappingGetsThePlaceItWantsOrTheHighestGap()
    {
        SimulatedProgram program = SimulatedProgram.Start();
        program.Space.MapStack(1 << 20);
        program.Break((long)Megabyte);
        ulong heapEnd = program.Space.HeapEnd.Value;
        ulong below = MemoryMap.UserProgramEnd - (1 << 20) - Page;
        Assert.Equal(below - 3 * Page, MapAt(0, 3 * Page));
        Assert.Equal(below - 4 * Page, MapAt(0, 1));
        program.Space.Unmap(new(below - 3 * Page), 2 * Page);
        Assert.Equal(below - 3 * Page, MapAt(0, 2 * Page));
        Assert.Equal(heapEnd + 16 * Page, MapAt(heapEnd + 16 * Page + 5, 2 * Page - 1));

        // Taken; in the heap; the stack's guard; beyond program memory.
        ulong[] refused = [heapEnd + 15 * Page, heapEnd + 17 * Page, heapEnd - Page, below, MemoryMap.UserProgramEnd - Page, ulong.MaxValue];
        for (ulong i = 0; i < (ulong)refused.Length; i++)
            Assert.Equal(below - (6 + 2 * i) * Page, MapAt(refused[i], 2 * Page));
        Assert.Equal(0ul, MapAt(0, MemoryMap.UserProgramEnd));
        Assert.Equal(0ul, MapAt(0, ulong.MaxValue));
        Finish(program);

        ulong MapAt(ulong wanted, ulong length)
            => program.Space.MapAnywhere(new(wanted), length, Protection.Read, ZeroBacking.Instance, 0, RegionFlags.None) is { IsError: false } start
                ? start.Value.Value : 0;
    }

    [Fact]
    public void WhatCanNotBeWrittenBackStaysMapped()
    {
        SimulatedProgram program = SimulatedProgram.Start();
        const ulong Start = 0x100_0000;
        var backing = new PatternBacking();
        program.Space.Map(new(Start), 2 * Page, Protection.Read | Protection.Write, backing, 0, RegionFlags.Shared);
        program.Write(Start, 1);
        program.Read(Start + Page);
        backing.Error = ErrorNumber.NoSpace;
        Assert.Equal(ErrorNumber.NoSpace, program.TryWrite(Start + Page, 2));
        Assert.Equal(PatternBacking.ValueOf(1), program.Read(Start + Page));
        Assert.Equal(ErrorNumber.NoSpace, program.Space.Unmap(new(Start), 2 * Page));
        Assert.Equal(1ul, program.Read(Start));
        backing.Error = ErrorNumber.None;
        Assert.Equal(ErrorNumber.None, program.Space.Unmap(new(Start), 2 * Page));
        Assert.Equal([0ul], backing.Dirty);
        Finish(program, backing);
    }

    [Fact]
    public void PrivateMappingsCopyBeforeTheyWrite()
    {
        SimulatedProgram program = SimulatedProgram.Start();
        const ulong Start = 0x100_0000;
        var backing = new PatternBacking();
        program.Space.Map(new(Start), 4 * Page, Protection.Read | Protection.Write, backing, 0);
        Assert.Equal(PatternBacking.ValueOf(0), program.Read(Start));
        program.Write(Start, 1);
        program.Write(Start + Page, 2);
        Assert.Equal(PatternBacking.ValueOf(1), program.Read(Start + Page + 8));
        Assert.Equal(PatternBacking.ValueOf(0), backing.Content(0));
        Assert.Equal(PatternBacking.ValueOf(1), backing.Content(1));
        Assert.Empty(backing.Dirty);
        Finish(program, backing);
    }

    [Fact]
    public void SharedMappingsWriteToTheBackingAlsoAfterFork()
    {
        SimulatedProgram parent = SimulatedProgram.Start();
        const ulong Start = 0x100_0000;
        var backing = new PatternBacking();
        parent.Space.Map(new(Start), 4 * Page, Protection.Read | Protection.Write, backing, 10, RegionFlags.Shared);
        parent.Write(Start, 1);
        parent.Read(Start + Page);
        SimulatedProgram child = parent.Fork();
        child.Write(Start, 2);
        Assert.Equal(2ul, parent.Read(Start));
        parent.Write(Start + 2 * Page, 3);
        Assert.Equal(3ul, child.Read(Start + 2 * Page));
        Assert.Equal([10ul, 12ul], backing.Dirty.Order());
        backing.Dirty.Clear();
        child.Space.Release();
        Finish(parent, backing);
        Assert.Equal([10ul, 12ul], backing.Dirty.Order());
    }

    [Fact]
    public void AnErrorOfTheBackingIsReported()
    {
        SimulatedProgram program = SimulatedProgram.Start();
        var backing = new PatternBacking { Error = ErrorNumber.InputOutput };
        program.Space.Map(new(0x100_0000), Page, Protection.Read, backing, 0);
        Assert.Equal(ErrorNumber.InputOutput, program.TryRead(0x100_0000, out _));
        Finish(program, backing);
    }
}
