// Memory: fresh pages are zero, a fork's copies are copies, shared memory is shared, the heap ends where it is said to.

namespace Xv6.MachinePrograms.Mix;

internal sealed unsafe class MemorySteps
{
    private const int PageSize = 4096;
    private const int MostPages = 40;

    public void Act(ref SeededRandom random)
    {
        switch (random.Below(4))
        {
            case 0:
                Share(1 + random.Below(MostPages));
                break;
            case 1:
                GrowStack(random.Below(60));
                break;
            default:
                ForkWithHeap(1 + random.Below(MostPages), random.OneIn(2) ? BreakPolicy.Lazy : BreakPolicy.Eager, (byte)(1 + random.Below(255)));
                break;
        }
    }

    private static void ExpectExit(int child)
    {
        Check.Same(child, Check.Value(Process.WaitFor(child, out int status)));
        Check.Same(0, status);
    }

    private static void ForkWithHeap(int pages, BreakPolicy policy, byte mark)
    {
        int bytes = pages * PageSize;
        nuint start = Check.Value(Process.MoveBreak(bytes, policy));
        Span<byte> heap = new((void*)start, bytes);
        Check.That(!heap.ContainsAnyExcept((byte)0));
        heap.Fill(mark);
        int child = Check.Value(Process.Fork());
        if (child == 0)
        {
            Check.That(!heap.ContainsAnyExcept(mark));
            for (int page = 0; page < pages; page += 2)
                heap.Slice(page * PageSize, PageSize).Fill(0);
            for (int page = 1; page < pages; page += 2)
                Check.That(!heap.Slice(page * PageSize, PageSize).ContainsAnyExcept(mark));
            Process.Exit(0);
        }
        for (int page = 0; page < pages; page += 3)
            heap[page * PageSize] = (byte)page;
        ExpectExit(child);
        for (int page = 0; page < pages; page++)
        {
            Check.Same(page % 3 == 0 ? (byte)page : mark, heap[page * PageSize]);
            Check.That(!heap.Slice(page * PageSize + 1, PageSize - 1).ContainsAnyExcept(mark));
        }

        // A page that was given back is zero when it comes again.
        int half = pages / 2 * PageSize;
        Check.Same((long)start + bytes, (long)Check.Value(Process.MoveBreak(-half)));
        nuint fresh = Check.Value(Process.MoveBreak(half, policy));
        Check.That(!new Span<byte>((void*)fresh, half).ContainsAnyExcept((byte)0));
        Check.Same((long)start + bytes, (long)Check.Value(Process.MoveBreak(-bytes)));
        Check.Same((long)start, (long)Check.Value(Process.MoveBreak(0)));
    }

    private static void Share(int pages)
    {
        Mapping shared = Check.Value(Mapping.OfMemory(pages * PageSize, MappingFlags.Shared));
        Check.That(!shared.Bytes.ContainsAnyExcept((byte)0));
        int child = Check.Value(Process.Fork());
        if (child == 0)
        {
            for (int page = 0; page < pages; page++)
                shared.Bytes[page * PageSize + page] = (byte)(page + 1);
            Process.Exit(0);
        }
        ExpectExit(child);
        for (int page = 0; page < pages; page++)
            Check.Same(page + 1, shared.Bytes[page * PageSize + page]);
        Check.Succeeded(shared.Unmap());
    }

    private static void GrowStack(int depth)
    {
        int child = Check.Value(Process.Fork());
        if (child == 0)
        {
            Check.Same(depth * (depth + 1) / 2, SumOnStack(depth));
            Process.Exit(0);
        }
        ExpectExit(child);
    }

    private static int SumOnStack(int depth)
    {
        Span<int> numbers = stackalloc int[PageSize / sizeof(int)];
        numbers.Fill(depth);
        return depth == 0 ? 0 : SumOnStack(depth - 1) + numbers[depth];
    }
}
