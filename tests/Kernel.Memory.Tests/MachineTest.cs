// Base of the tests: a fresh simulated machine for each test, and the check that nothing leaked.

using Xunit;

// The simulated machine is one for the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Xv6.Kernel.Memory.Tests;

public abstract class MachineTest
{
    protected const ulong Megabyte = 1 << 20;

    protected MachineTest(ulong bytes = 32 * Megabyte)
    {
        SimulatedMachine.Start(bytes);
        FreeAtStart = FrameAllocator.FreeFrames;
    }

    protected ulong FreeAtStart { get; }

    /// <summary>Everything but what pools keep for the next time has to come back.</summary>
    protected void AssertNothingLeaked()
    {
        Reclaimers.Reclaim(ulong.MaxValue);
        Assert.Equal(0ul, FrameBudget.Kernel);
        Assert.Equal(0ul, FrameAllocator.ReservedFrames);
        Assert.Equal(FreeAtStart, FrameAllocator.FreeFrames);
        FrameAudit.AssertFreeListsAgree();
    }
}

/// <summary>Counts the frames in the allocator's lists, independently of its own counters.</summary>
internal static class FrameAudit
{
    public static ulong FramesInBuddyAllocator()
    {
        ulong frames = 0;
        for (int order = 0; order <= FrameAllocator.MaximumOrder; order++)
            frames += (ulong)BuddyAllocator.FreeBlocks(order) << order;
        return frames;
    }

    public static void AssertFreeListsAgree()
    {
        for (int hart = 0; hart < Foundation.Limits.Harts; hart++)
            FrameCache.OfHart(hart).Drain();
        ulong listed = 0;
        for (uint number = FrameTable.First.Number; number < FrameTable.End.Number; number++)
        {
            ref PageFrame record = ref FrameTable.Of(number);
            if (record.State == FrameState.Free)
                listed += 1ul << record.Order;
        }
        Assert.Equal(FramesInBuddyAllocator(), listed);
        Assert.Equal(FrameBudget.FreeByAccount, listed);
    }
}
