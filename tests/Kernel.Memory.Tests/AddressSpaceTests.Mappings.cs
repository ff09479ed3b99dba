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
