// The runtime services of compiled cases: a heap that only grows, and a panic that ends the case.

using System.Runtime.InteropServices;
using Xv6.Machine.Compilation;

namespace Xv6.Compiler.Cases.Runtime;

internal static unsafe class Services
{
    private const nuint HeapSize = 64 << 20;

    private static nuint s_next;
    private static nuint s_end;

    [RuntimeService(RuntimeService.Allocate)]
    public static nuint Allocate(nuint size)
    {
        if (s_next == 0)
        {
            s_next = Linux.MapMemory(HeapSize);
            s_end = s_next + HeapSize;
        }
        size = (size + 15) & ~(nuint)15;
        if (size > s_end - s_next)
            Fail("out of memory"u8);
        nuint memory = s_next;
        s_next += size;
        return memory;
    }

    [RuntimeService(RuntimeService.Panic)]
    public static void Panic(byte* message, byte* file, int line) => Fail(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(message));

    private static void Fail(ReadOnlySpan<byte> message)
    {
        CaseRunner.EndCase(message);
        Linux.Exit(0);
    }
}
