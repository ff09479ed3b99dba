// Races between fault, fork, exec, exit and eviction from a cache, of processes that share page tables, superpages and frames, in thousands of
// interleavings. A failing seed repeats its interleaving.

using Xunit;
using Xunit.Abstractions;

namespace Xv6.Kernel.Memory.Tests;

public class InterleavingTests(ITestOutputHelper output) : MachineTest(8 * Megabyte)
{
    private const ulong Page = VirtualAddress.PageSize;
    private const ulong Heap = 2 * Megabyte;
    private const ulong File = 64 * Megabyte;

    // XV6_LONG_TESTS=1 explores fifty times as many.
    private static int Interleavings => Environment.GetEnvironmentVariable("XV6_LONG_TESTS") == "1" ? 20_000 : 400;

    [Fact]
    public void TheLastOwnersOfATableCopyItAtOnce() => Explore(lazy: true, pages: 70, (family, own) =>
    {
        family[own].Write(Heap, (ulong)own);
        family[own].Write(Heap + Page, (ulong)own);
        family[own].Space.Release();
    });

    [Fact]
    public void OneWritesWhileOthersExit() => Explore(lazy: true, pages: 70, (family, own) =>
    {
        if (own == 0)
        {
            for (ulong i = 0; i < 8; i++)
                family[own].Write(Heap + i * Page, 77);
            for (ulong i = 0; i < 70; i++)
                Assert.Equal(i < 8 ? 77 : i + 1, family[own].Read(Heap + i * Page));
        }
        family[own].Space.Release();
    });

    [Fact]
    public void ForksWhileRelativesWrite() => Explore(lazy: true, pages: 66, (family, own) =>
    {
        SimulatedProgram child = family[own].Fork();
        family[own].Write(Heap + 5 * Page, 1000 + (ulong)own);
        Assert.Equal(6ul, child.Read(Heap + 5 * Page));
        child.Write(Heap + 5 * Page, 2000);
        Assert.Equal(1000 + (ulong)own, family[own].Read(Heap + 5 * Page));
        family[own].Space.Release();
        Assert.Equal(2000ul, child.Read(Heap + 5 * Page));
        child.Space.Release();
    });

    [Fact]
    public void SmallTablesAreCopiedWhileFramesChangeHands() => Explore(lazy: true, pages: 4, (family, own) =>
    {
        for (ulong i = 0; i < 4; i++)
            family[own].Write(Heap + i * Page, i * 10 + (ulong)own);
        for (ulong i = 0; i < 4; i++)
            Assert.Equal(i * 10 + (ulong)own, family[own].Read(Heap + i * Page));
        family[own].Space.Release();
    });

    [Fact]
    public void ASuperpageIsSplitAndLeftAtOnce() => Explore(lazy: false, pages: 512, (family, own) =>
    {
        if (own != 2)
        {
            family[own].Write(Heap + (ulong)own * Page, 5000 + (ulong)own);
            Assert.Equal(5000 + (ulong)own, family[own].Read(Heap + (ulong)own * Page));
            Assert.Equal(300ul, family[own].Read(Heap + 299 * Page));
        }
        family[own].Space.Release();
    }, slowness: 10);

    [Fact]
    public void PartsAreUnmappedWhileShared() => Explore(lazy: true, pages: 80, (family, own) =>
    {
        family[own].Break(-(40 + own) * (long)Page);
        Assert.Equal(3ul, family[own].Read(Heap + 2 * Page));
        family[own].Break(50 * (long)Page, true);
        Assert.Equal(0ul, family[own].Read(Heap + 60 * Page));
        family[own].Space.Release();
    });

    // Pages of a file come and go in the cache while programs map them, write to their copies, and leave.
    [Fact]
    public void ACacheGivesUpPagesWhileTheyAreMapped()
    {
        EvictingBacking cache = null!;
        Explore(lazy: true, pages: 4, prepare: () => cache = new EvictingBacking(), body: (family, own) =>
        {
            family[own].Space.Map(new(File), 2 * Page, Protection.Read | Protection.Write, cache, 0);
            Assert.Equal(PatternBacking.ValueOf(0), family[own].Read(File));
            cache.TryEvict((ulong)own % 2);
            family[own].Write(File + Page + 8, (ulong)own);
            if (own == 0)
                cache.Forget(0);
            Assert.Equal(PatternBacking.ValueOf(0), family[own].Read(File));
            Assert.Equal(((ulong)own, PatternBacking.ValueOf(1)), (family[own].Read(File + Page + 8), family[own].Read(File + Page)));
            family[own].Space.Release();
            cache.TryEvict((ulong)own % 2);
        }, finish: () => cache.Release());
    }

    // A new address space takes the place of the old one, whose memory relatives share.
    [Fact]
    public void ExecsWhileRelativesWrite()
    {
        EvictingBacking text = null!;
        Explore(lazy: true, pages: 66, prepare: () => text = new EvictingBacking(), body: (family, own) =>
        {
            SimulatedProgram program = SimulatedProgram.Start(Heap);
            program.Space.Map(new(File), Page, Protection.Read | Protection.Execute, text, 0);
            program.Space.Map(new(File + Page), 3 * Page, Protection.Read | Protection.Write, ZeroBacking.Instance, 0, RegionFlags.Reserved);
            program.Space.MapStack(1 << 20);
            program.Space.CopyOut(program.StackPointer, [1, 2, 3]);
            family[own].Write(Heap + (ulong)own * Page, 99);
            family[own].Space.Release();
            program.Write(File + Page, (ulong)own);
            Assert.Equal((PatternBacking.ValueOf(0), (ulong)own, 0ul), (program.Read(File), program.Read(File + Page), program.Read(File + 2 * Page)));
            program.Space.Release();
            text.TryEvict(0);
        }, finish: () => text.Release());
    }

    // Three processes with the same memory, each on a hart of its own; the body ends its process.
    private void Explore(
        bool lazy, int pages, Action<SimulatedProgram[], int> body, int slowness = 1, Action? prepare = null, Action? finish = null)
    {
        long before = InterleavingScheduler.Switches;
        int runs = Interleavings / slowness;
        for (int seed = 0; seed < runs; seed++)
        {
            SimulatedProgram parent = SimulatedProgram.Start(Heap);
            parent.Break(pages * (long)Page, lazy);
            for (ulong i = 0; i < (ulong)pages; i++)
                parent.Write(Heap + i * Page, i + 1);
            SimulatedProgram[] family = [parent, parent.Fork(), parent.Fork()];
            prepare?.Invoke();
            new InterleavingScheduler(seed).Run(() => body(family, 0), () => body(family, 1), () => body(family, 2));
            finish?.Invoke();
            AssertNothingLeaked();
        }
        output.WriteLine($"{runs} interleavings, {InterleavingScheduler.Switches - before} switches");
    }
}
