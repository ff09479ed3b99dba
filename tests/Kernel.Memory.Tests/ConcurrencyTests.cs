// Several harts (threads here) fault, fork and exit at once in processes that share tables and frames. Each process belongs to one
// thread at a time, as on the machine; what they share is shared through reference counts only.

using System.Collections.Concurrent;
using Xunit;

namespace Xv6.Kernel.Memory.Tests;

public class ConcurrencyTests : MachineTest
{
    private const ulong Page = VirtualAddress.PageSize;
    private const ulong Heap = 2 * Megabyte;
    private const int Harts = 4;

    [Theory]
    [InlineData(false, 700)]
    [InlineData(true, 600)]
    [InlineData(true, 20)]
    public void RelativesOnDifferentHartsSeeOnlyTheirOwnWrites(bool lazy, int pages)
    {
        for (int round = 0; round < 6; round++)
        {
            var ready = new ConcurrentBag<Relative> { Ancestor(lazy, pages) };
            int living = 1;
            int born = 1;
            RunHarts(hart =>
            {
                var random = new Random(hart + 100 * round);
                while (Volatile.Read(ref living) > 0)
                {
                    if (!ready.TryTake(out Relative? relative))
                        continue;
                    relative.TouchSome(random);
                    if (Interlocked.Increment(ref born) < 80)
                    {
                        ready.Add(relative.Fork(born));
                        Interlocked.Increment(ref living);
                    }
                    if (random.Next(3) > 0)
                    {
                        ready.Add(relative);
                        continue;
                    }
                    relative.CheckAll();
                    relative.Program.Space.Release();
                    Interlocked.Decrement(ref living);
                }
            }, abandon: () => Volatile.Write(ref living, int.MinValue / 2));
            AssertNothingLeaked();
        }
    }

    private static Relative Ancestor(bool lazy, int pages)
    {
        SimulatedProgram program = SimulatedProgram.Start(Heap);
        program.Break((long)Page * pages, lazy);
        var ancestor = new Relative(program, new ulong[pages], 1);
        for (int i = 0; i < pages; i++)
            ancestor.Touch(i);
        return ancestor;
    }

    private static void RunHarts(Action<int> body, Action abandon)
    {
        var failures = new ConcurrentQueue<Exception>();
        var threads = Enumerable.Range(0, Harts).Select(hart => new Thread(() =>
        {
            try
            {
                body(hart);
            }
            catch (Exception exception)
            {
                // The others would wait for its processes to end.
                failures.Enqueue(exception);
                abandon();
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Empty(failures);
    }

    private sealed class Relative(SimulatedProgram program, ulong[] expected, ulong mark)
    {
        private ulong _mark = mark << 32;

        public SimulatedProgram Program { get; } = program;

        public void Touch(int page)
        {
            expected[page] = ++_mark;
            Program.Write(Heap + (ulong)page * Page, _mark);
        }

        public void TouchSome(Random random)
        {
            for (int i = 0; i < 30; i++)
            {
                int page = random.Next(expected.Length);
                Assert.Equal(expected[page], Program.Read(Heap + (ulong)page * Page));
                if (random.Next(2) == 0)
                    Touch(page);
            }
        }

        public Relative Fork(int mark) => new(Program.Fork(), [.. expected], (ulong)mark);

        public void CheckAll()
        {
            for (int page = 0; page < expected.Length; page++)
                Assert.Equal(expected[page], Program.Read(Heap + (ulong)page * Page));
        }
    }
}
