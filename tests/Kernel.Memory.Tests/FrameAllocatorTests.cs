// Frames: none twice, all come back, blocks merge, budgets hold, also with many threads.

using Xunit;

namespace Xv6.Kernel.Memory.Tests;

public class FrameAllocatorTests : MachineTest
{
    [Fact]
    public void GivesEveryFrameOnceAndTakesThemBack()
    {
        ulong free = FrameAllocator.FreeFrames;
        var frames = new HashSet<Frame>();
        while (FrameAllocator.TryAllocate(out Frame frame))
            Assert.True(frames.Add(frame));
        Assert.Equal(free, (ulong)frames.Count);
        Assert.Equal(0ul, FrameAllocator.FreeFrames);
        foreach (Frame frame in frames)
            FrameAllocator.Release(frame);
        AssertNothingLeaked();
    }

    [Fact]
    public void FreedFramesMergeToTheLargestBlocks()
    {
        int before = BuddyAllocator.FreeBlocks(FrameAllocator.MaximumOrder);
        var frames = new List<Frame>();
        while (FrameAllocator.TryAllocate(out Frame frame))
            frames.Add(frame);
        var random = new Random(1);
        foreach (Frame frame in frames.OrderBy(_ => random.Next()))
            FrameAllocator.Release(frame);
        FrameAudit.AssertFreeListsAgree();
        Assert.Equal(before, BuddyAllocator.FreeBlocks(FrameAllocator.MaximumOrder));
    }

    [Fact]
    public void BlocksAreAlignedAndDisjoint()
    {
        ulong free = FrameAllocator.FreeFrames;
        var random = new Random(2);
        var taken = new HashSet<uint>();
        var blocks = new List<(Frame First, int Order)>();
        for (int i = 0; i < 20_000; i++)
        {
            int order = random.Next(FrameAllocator.MaximumOrder + 1);
            if (random.Next(5) < 3 && FrameAllocator.TryAllocateBlock(order, out Frame first))
            {
                Assert.Equal(0u, first.Number & ((1u << order) - 1));
                for (uint j = 0; j < 1u << order; j++)
                    Assert.True(taken.Add(first.Number + j));
                blocks.Add((first, order));
            }
            else if (blocks.Count > 0)
            {
                int index = random.Next(blocks.Count);
                (first, order) = blocks[index];
                blocks.RemoveAt(index);
                for (uint j = 0; j < 1u << order; j++)
                    taken.Remove(first.Number + j);
                FrameAllocator.ReleaseBlock(first, order);
            }
        }
        foreach ((Frame first, int order) in blocks)
            FrameAllocator.ReleaseBlock(first, order);
        AssertNothingLeaked();
    }

    /// <summary>The last free frame lies in a hart's cache, and not with the buddy allocator.</summary>
    [Fact]
    public void TheLastFrameIsABlockToo()
    {
        var frames = new List<Frame>();
        while (FrameAllocator.TryAllocate(out Frame frame))
            frames.Add(frame);
        FrameAllocator.Release(frames[0]);
        Assert.True(FrameAllocator.TryAllocateBlock(0, out Frame last));
        Assert.Equal(frames[0], last);
        foreach (Frame frame in frames)
            FrameAllocator.Release(frame);
        AssertNothingLeaked();
    }

    [Fact]
    public void BlockWithAHolderElsewhereIsFreedFrameByFrame()
    {
        ulong free = FrameAllocator.FreeFrames;
        Assert.True(FrameAllocator.TryAllocateBlock(4, out Frame first));
        FrameAllocator.AddReference(first + 5);
        FrameAllocator.AddReference(first + 11);
        FrameAllocator.ReleaseBlock(first, 4);
        Assert.Equal(free - 2, FrameAllocator.FreeFrames);
        FrameAllocator.Release(first + 11);
        FrameAllocator.Release(first + 5);
        AssertNothingLeaked();
    }

    [Fact]
    public void ReservationsCountAsTaken()
    {
        ulong free = FrameAllocator.FreeFrames;
        Assert.False(FrameAllocator.TryReserve(free + 1));
        Assert.True(FrameAllocator.TryReserve(free));
        Assert.Equal(0ul, FrameAllocator.FreeFrames);
        Assert.False(FrameAllocator.TryAllocate(out _));
        Assert.True(FrameAllocator.TryAllocate(out Frame frame, FrameCharge.Reservation));
        FrameAllocator.Unreserve(free - 1);
        FrameAllocator.Release(frame);
        AssertNothingLeaked();
    }

    [Fact]
    public void WhatOnlyACacheHoldsCountsAsFree()
    {
        ulong free = FrameAllocator.FreeFrames;
        FrameAllocator.TryAllocate(out Frame frame);
        Assert.Equal(free - 1, FrameAllocator.FreeFrames);
        FrameAllocator.GiveToCache(frame);
        Assert.Equal((free, true), (FrameAllocator.FreeFrames, FrameAllocator.IsOnlyInCache(frame)));
        FrameAllocator.AddReference(frame);
        FrameAllocator.AddReference(frame);
        Assert.Equal((free - 1, false), (FrameAllocator.FreeFrames, FrameAllocator.IsOnlyInCache(frame)));
        FrameAllocator.Release(frame);
        FrameAllocator.Release(frame);
        Assert.Equal((free, true), (FrameAllocator.FreeFrames, FrameAllocator.IsOnlyInCache(frame)));

        // Somebody else still has it when the cache lets go: then it is his alone.
        FrameAllocator.AddReference(frame);
        FrameAllocator.ReleaseFromCache(frame);
        Assert.Equal((free - 1, 1), (FrameAllocator.FreeFrames, FrameAllocator.ReferenceCount(frame)));
        FrameAllocator.Release(frame);

        FrameAllocator.TryAllocate(out frame);
        FrameAllocator.GiveToCache(frame);
        FrameAllocator.ReleaseFromCache(frame);
        AssertNothingLeaked();
    }

    [Fact]
    public void AFrameThatWasNotUsedGoesBackToItsReservation()
    {
        FrameAllocator.TryReserve(2);
        FrameAllocator.TryAllocate(out Frame frame, FrameCharge.Reservation);
        Assert.Equal(1ul, FrameAllocator.ReservedFrames);
        FrameAllocator.Cancel(frame, FrameCharge.Reservation);
        Assert.Equal(2ul, FrameAllocator.ReservedFrames);
        FrameAllocator.Unreserve(2);
        AssertNothingLeaked();
    }

    [Fact]
    public void TheKernelHasFramesWhenProgramsHaveNone()
    {
        ulong free = FrameAllocator.FreeFrames;
        Assert.True(FrameAllocator.TryReserve(free));
        var frames = new List<Frame>();
        while (FrameAllocator.TryAllocate(out Frame frame, FrameCharge.Kernel))
            frames.Add(frame);
        Assert.Equal(256, frames.Count);
        Assert.Equal((ulong)frames.Count, FrameAllocator.KernelFrames);
        frames.ForEach(FrameAllocator.Release);
        FrameAllocator.Unreserve(free);
        AssertNothingLeaked();
    }

    [Fact]
    public void TheKernelMayUseMoreThanItsAllowance()
    {
        ulong free = FrameAllocator.FreeFrames;
        var frames = new List<Frame>();
        while (FrameAllocator.TryAllocate(out Frame frame, FrameCharge.Kernel))
            frames.Add(frame);
        Assert.Equal(free + 256, (ulong)frames.Count);
        Assert.Equal(0ul, FrameAllocator.FreeFrames);
        frames.ForEach(FrameAllocator.Release);
        AssertNothingLeaked();
    }

    [Fact]
    public void ZeroedFramesAreZeroAlsoWhenZeroedAhead()
    {
        for (int round = 0; round < 3; round++)
        {
            var frames = new List<Frame>();
            for (int i = 0; i < 200; i++)
            {
                Assert.True(FrameAllocator.TryAllocateZeroed(out Frame frame));
                Assert.Equal(-1, frame.Bytes.IndexOfAnyExcept((byte)0));
                frame.Bytes.Fill(0xa5);
                frames.Add(frame);
            }
            frames.ForEach(FrameAllocator.Release);
            while (FrameAllocator.ZeroAhead())
            {
            }
        }
        Assert.True(MemoryCounters.Total(MemoryEvent.ZeroedAhead) > 0);
    }

    [Fact]
    public void ReservedRangesAreNeverGivenOut()
    {
        var ram = new PhysicalRange(new PhysicalAddress(0x8000_0000), 32 * Megabyte);
        var image = new PhysicalRange(ram.Start, 3 * Megabyte + 123);
        var tree = new PhysicalRange(ram.Start + 20 * Megabyte + 7, 5000);
        FrameAllocator.Initialize(ram, [image, tree]);
        while (FrameAllocator.TryAllocate(out Frame frame))
        {
            var range = new PhysicalRange(frame.Address, VirtualAddress.PageSize);
            Assert.False(range.Overlaps(image) || range.Overlaps(tree));
        }
    }

    [Fact]
    public void ThreadsNeverGetTheSameFrame()
    {
        ulong free = FrameAllocator.FreeFrames;
        RunThreads(4, seed =>
        {
            var random = new Random(seed);
            var mine = new List<(Frame First, int Order)>();
            for (int i = 0; i < 20_000; i++)
            {
                if (random.Next(2) == 0)
                {
                    int order = random.Next(8) == 0 ? random.Next(4) : 0;
                    if (!(order == 0 ? FrameAllocator.TryAllocate(out Frame first) : FrameAllocator.TryAllocateBlock(order, out first)))
                        continue;
                    Mark(first, order, seed);
                    mine.Add((first, order));
                }
                else if (mine.Count > 0)
                {
                    int index = random.Next(mine.Count);
                    (Frame first, int order) = mine[index];
                    mine.RemoveAt(index);
                    AssertMarked(first, order, seed);
                    FrameAllocator.ReleaseBlock(first, order);
                }
            }
            foreach ((Frame first, int order) in mine)
                FrameAllocator.ReleaseBlock(first, order);
        });
        AssertNothingLeaked();
    }

    // A cache gives frames up and gets them back while others take and drop references to them.
    [Fact]
    public void ThreadsAgreeOnWhatOnlyACacheHolds()
    {
        var cached = new Frame[4];
        for (int i = 0; i < cached.Length; i++)
            FrameAllocator.TryAllocate(out cached[i]);
        foreach (Frame frame in cached)
            FrameAllocator.GiveToCache(frame);
        Parallel.For(0, 4, thread =>
        {
            var random = new Random(thread);
            for (int i = 0; i < 200_000; i++)
            {
                Frame frame = cached[random.Next(cached.Length)];
                FrameAllocator.AddReference(frame);
                FrameAllocator.Release(frame);
            }
        });
        Assert.Equal(FreeAtStart, FrameAllocator.FreeFrames);

        // The cache and the last other holder let go at the same time.
        foreach (Frame frame in cached)
            FrameAllocator.AddReference(frame);
        Parallel.For(0, 2 * cached.Length, index =>
        {
            if (index % 2 == 0)
                FrameAllocator.ReleaseFromCache(cached[index / 2]);
            else
                FrameAllocator.Release(cached[index / 2]);
        });
        AssertNothingLeaked();
    }

    [Fact]
    public void ThreadsGetTheLastFrameFromEachOther()
    {
        ulong free = FrameAllocator.FreeFrames;
        long taken = 0;
        RunThreads(4, _ =>
        {
            var mine = new List<Frame>();
            for (int round = 0; round < 5; round++)
            {
                while (mine.Count < (int)free / 4 - 1)
                {
                    Assert.True(FrameAllocator.TryAllocate(out Frame frame));
                    mine.Add(frame);
                    Interlocked.Increment(ref taken);
                }
                mine.ForEach(FrameAllocator.Release);
                mine.Clear();
            }
        });
        AssertNothingLeaked();
    }

    private static void Mark(Frame first, int order, int mark)
    {
        for (uint i = 0; i < 1u << order; i++)
            (first + i).Bytes.Fill((byte)mark);
    }

    private static void AssertMarked(Frame first, int order, int mark)
    {
        for (uint i = 0; i < 1u << order; i++)
            Assert.Equal(-1, (first + i).Bytes.IndexOfAnyExcept((byte)mark));
    }

    private static void RunThreads(int count, Action<int> body)
    {
        Exception? failure = null;
        var threads = Enumerable.Range(1, count).Select(seed => new Thread(() =>
        {
            try
            {
                body(seed);
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Null(failure);
    }
}
