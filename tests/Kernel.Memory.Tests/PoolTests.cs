// Pools: objects keep their state, slabs come and go, memory is given back.

using Xunit;

namespace Xv6.Kernel.Memory.Tests;

public class PoolTests : MachineTest
{
    [Fact]
    public void ObjectsAreDistinctAndCounted()
    {
        var pool = new Pool<Thing>("thing");
        var things = new HashSet<Thing>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < 1000; i++)
            Assert.True(things.Add(pool.TryAllocate()!));
        Assert.Equal(1000, pool.InUse);
        foreach (Thing thing in things)
            pool.Free(thing);
        Assert.Equal(0, pool.InUse);
    }

    [Fact]
    public void AnObjectKeepsItsStateBetweenUsers()
    {
        var pool = new Pool<Thing>("thing");
        Thing thing = pool.TryAllocate()!;
        thing.Value = 42;
        pool.Free(thing);
        Assert.Same(thing, pool.TryAllocate());
        Assert.Equal(42, thing.Value);
    }

    [Fact]
    public void UnusedSlabsGoBackWhenMemoryIsShort()
    {
        ulong free = FrameAllocator.FreeFrames;
        var pool = new Pool<Thing>("thing");
        var things = new List<Thing>();
        while (pool.TryAllocate() is { } thing)
            things.Add(thing);
        Assert.Equal(0ul, FrameAllocator.FreeFrames);
        var random = new Random(3);
        foreach (Thing thing in things.OrderBy(_ => random.Next()))
            pool.Free(thing);
        Assert.Equal(free, FrameAllocator.FreeFrames);
        Assert.True(FrameAllocator.TryReserve(free));
        FrameAllocator.Unreserve(free);
        AssertNothingLeaked();
    }

    [Fact]
    public void ASlabInUseIsNotReclaimed()
    {
        var pool = new Pool<Thing>("thing");
        Thing kept = pool.TryAllocate()!;
        Assert.Equal(0ul, pool.ReclaimableFrames);
        Assert.Equal(0ul, pool.Reclaim(100));
        pool.Free(kept);
        Assert.NotEqual(0ul, pool.ReclaimableFrames);
        Assert.Equal(pool.ReclaimableFrames, pool.Reclaim(1000));
    }

    [Fact]
    public void RandomUseMatchesAModel()
    {
        ulong free = FrameAllocator.FreeFrames;
        var pool = new Pool<Thing>("thing");
        var random = new Random(4);
        var used = new List<Thing>();
        for (int i = 0; i < 100_000; i++)
        {
            if (random.Next(100) == 0)
                pool.Reclaim((ulong)random.Next(10));
            if (random.Next(used.Count + 200) < 200)
            {
                Thing thing = pool.TryAllocate()!;
                Assert.False(thing.IsUsed);
                thing.IsUsed = true;
                used.Add(thing);
            }
            else
            {
                int index = random.Next(used.Count);
                used[index].IsUsed = false;
                pool.Free(used[index]);
                used.RemoveAt(index);
            }
            Assert.Equal(used.Count, pool.InUse);
        }
        used.ForEach(pool.Free);
        AssertNothingLeaked();
    }

    private sealed class Thing : IPooled<Thing>
    {
        private PoolLink<Thing> _poolLink;

        public int Value;
        public bool IsUsed;

        ref PoolLink<Thing> IPooled<Thing>.PoolLink => ref _poolLink;
    }
}
