// What memory costs: the end of the heap, the first touch of a page, the first write to a shared one, many regions.

namespace Xv6.SystemBench;

internal static unsafe class MemoryBenchmarks
{
    private const int PageSize = 4096;
    private const int HeapSize = 16 << 20;
    private const int HeapPages = HeapSize / PageSize;
    private const int MappingPages = 16;

    /// <summary>Made once: what <c>new</c> allocates is never given back.</summary>
    private static readonly Mapping[] s_regions = new Mapping[1000];

    public static void MoveBreakByPage(Meter meter) => MoveBreak(meter, PageSize, 2000);

    public static void MoveBreakByMegabyte(Meter meter) => MoveBreak(meter, 1 << 20, 1000);

    public static void TouchReservedPages(Meter meter) => TouchPages(meter, BreakPolicy.Eager);

    public static void TouchPromisedPages(Meter meter) => TouchPages(meter, BreakPolicy.Lazy);

    /// <summary>The first write of a process to pages that it shares with its child.</summary>
    public static void BreakSharing(Meter meter)
    {
        using TouchedHeap heap = new(HeapSize);
        Pipe pipe = Pipe.Create().OrFail("pipe"u8);
        if (Process.Fork().OrFail("fork"u8) == 0)
        {
            // The child keeps its pages until the parent is through.
            pipe.Writer.Close();
            pipe.Reader.Read(stackalloc byte[1]);
            Process.Exit(0);
        }
        using (meter.Measure(HeapPages))
            heap.Touch();
        pipe.Close();
        Process.Wait(out _).OrFail("wait"u8);
    }

    /// <summary>Maps a page, writes to it, unmaps it.</summary>
    public static void MapAndTouch(Meter meter)
    {
        const int Rounds = 1000;
        using (meter.Measure(Rounds))
        {
            for (int i = 0; i < Rounds; i++)
                MapTouchUnmap();
        }
    }

    /// <summary>The same in a process with a thousand regions, and its fork.</summary>
    public static void MapAndTouchAmongManyRegions(Meter meter)
    {
        using ManyRegions _ = new();
        MapAndTouch(meter);
    }

    public static void ForkWithManyRegions(Meter meter)
    {
        using ManyRegions _ = new();
        ProcessBenchmarks.ForkAndWait(meter, 3);
    }

    /// <summary>The first touch of pages of a file that are in the cache.</summary>
    public static void TouchFilePages(Meter meter)
    {
        const int Rounds = 50;
        using TemporaryFile file = new("bench.file"u8);
        file.Descriptor.Truncate(MappingPages * PageSize).OrFail("truncate"u8);
        using (meter.Measure(Rounds * MappingPages))
        {
            for (int round = 0; round < Rounds; round++)
            {
                Mapping mapping =
                    Mapping.OfFile(file.Descriptor, 0, MappingPages * PageSize, MemoryProtection.Read, MappingFlags.Shared).OrFail("mmap"u8);
                int sum = 0;
                for (int page = 0; page < MappingPages; page++)
                    sum += mapping.Bytes[page * PageSize];
                Check.That(sum == 0, "the file is not empty"u8);
                mapping.Unmap().OrFail("munmap"u8);
            }
        }
    }

    private static void MoveBreak(Meter meter, int size, int rounds)
    {
        using (meter.Measure(rounds))
        {
            for (int i = 0; i < rounds; i++)
            {
                Process.MoveBreak(size).OrFail("sbrk"u8);
                Process.MoveBreak(-size).OrFail("sbrk"u8);
            }
        }
    }

    private static void TouchPages(Meter meter, BreakPolicy policy)
    {
        using (meter.Measure(HeapPages))
            new TouchedHeap(HeapSize, policy).Dispose();
    }

    private static void MapTouchUnmap()
    {
        Mapping mapping = Mapping.OfMemory(PageSize, MappingFlags.Private).OrFail("mmap"u8);
        mapping.Bytes[0] = 1;
        mapping.Unmap().OrFail("munmap"u8);
    }

    /// <summary>Memory beyond the heap, every page of which was written to.</summary>
    internal readonly ref struct TouchedHeap
    {
        private readonly nuint _start;
        private readonly int _size;

        public TouchedHeap(int size, BreakPolicy policy = BreakPolicy.Eager)
        {
            _size = size;
            _start = Process.MoveBreak(size, policy).OrFail("sbrk"u8);
            Touch();
        }

        /// <summary>Writes to every page. Safety: the memory is this process's, up to the end of the heap.</summary>
        public void Touch()
        {
            byte* start = (byte*)_start;
            for (int offset = 0; offset < _size; offset += PageSize)
                System.Threading.Volatile.Write(ref start[offset], 1);
        }

        public void Dispose() => Process.MoveBreak(-_size).OrFail("sbrk"u8);
    }

    /// <summary>Regions beyond those that every process has: so many mappings of the first page of a file.</summary>
    private readonly ref struct ManyRegions
    {
        private readonly TemporaryFile _file;

        public ManyRegions()
        {
            _file = new TemporaryFile("bench.file"u8);
            foreach (ref Mapping mapping in s_regions.AsSpan())
                mapping = Mapping.OfFile(_file.Descriptor, 0, PageSize, MemoryProtection.Read, MappingFlags.Private).OrFail("mmap"u8);
        }

        public void Dispose()
        {
            foreach (Mapping mapping in s_regions)
                mapping.Unmap().OrFail("munmap"u8);
            _file.Dispose();
        }
    }
}
