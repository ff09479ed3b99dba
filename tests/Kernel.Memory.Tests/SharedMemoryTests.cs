// Anonymous shared memory.

using Xunit;

namespace Xv6.Kernel.Memory.Tests;

public class SharedMemoryTests : MachineTest
{
    private const ulong Page = VirtualAddress.PageSize;
    private const ulong Start = 0x100_0000;

    [Fact]
    public void SharedMemoryIsOneForAllWhoMapIt()
    {
        SimulatedProgram parent = SimulatedProgram.Start();
        SharedMemory memory = SharedMemory.TryCreate(100)!;
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
}
