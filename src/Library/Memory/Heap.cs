// Where `new` gets its memory in a compiled program: there is no garbage collector.
//
// Memory is handed out from chunks that sbrk provides, and never comes back by itself: most programs exit before that matters. A
// program that runs for long puts what it needs for a while into an Arena, and releases it at once.
//
// Programs have one thread, so nothing here is locked.

using Xv6.Machine.Compilation;

namespace Xv6.Library;

/// <summary>The program's own memory.</summary>
internal static unsafe class Heap
{
    private const nuint Alignment = 16;
    private const nuint SmallestChunk = 16 * 1024;
    private const nuint LargestChunk = 1024 * 1024;

    private static byte* _next;
    private static byte* _end;
    private static nuint _chunkSize = SmallestChunk;

    /// <summary>Where <c>new</c> allocates at the moment; null = the heap itself.</summary>
    internal static Arena? CurrentArena { get; set; }

    [RuntimeService(RuntimeService.Allocate)]
    private static nuint Allocate(nuint size)
    {
        size = (size + Alignment - 1) & ~(Alignment - 1);
        Arena? arena = CurrentArena;
        return arena is null ? (nuint)AllocatePermanently(size) : (nuint)arena.Allocate(size);
    }

    /// <summary>Zeroed memory that is never given back. Ends the program if there is none.</summary>
    internal static byte* AllocatePermanently(nuint size)
    {
        if ((nuint)(_end - _next) < size)
            Grow(size);
        byte* memory = _next;
        _next += size;
        return memory;
    }

    private static void Grow(nuint size)
    {
        nuint chunk = Math.Max(_chunkSize, (size + 4095) & ~(nuint)4095);
        if (chunk > int.MaxValue || !Process.MoveBreak((int)chunk).Try(out nuint start, out _))
        {
            FileDescriptor.Error.Write(Failure.Program);
            FileDescriptor.Error.Write(": out of memory (ENOMEM)\n"u8);
            Process.ExitAtOnce(1);
            return;
        }
        _chunkSize = Math.Min(_chunkSize * 2, LargestChunk);

        // What is left of the chunk before goes on being used if the new one adjoins it.
        if ((byte*)start != _end)
            _next = (byte*)((start + Alignment - 1) & ~(Alignment - 1));
        _end = (byte*)start + chunk;
    }
}
