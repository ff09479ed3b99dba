// Memory for objects that are made by code at boot, where the compiler could not make them itself. Nothing is ever given back.
//
// Only the boot hart uses it, before there are others; the build makes sure that nothing else can reach it.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Diagnostics;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Boot;

internal static unsafe class BootHeap
{
    private const int Capacity = 512 * 1024;
    private const nuint Alignment = 16;

    private static Memory s_memory = new();
    private static nuint s_used;

    [RuntimeService(RuntimeService.Allocate)]
    private static nuint Allocate(nuint size)
    {
        nuint start = ((nuint)Unsafe.AsPointer(ref s_memory) + s_used + Alignment - 1) & ~(Alignment - 1);
        s_used = start + size - (nuint)Unsafe.AsPointer(ref s_memory);
        if (s_used > Capacity)
            KernelPanic.Throw("the boot heap is full");
        return start;
    }

    [InlineArray(Capacity)]
    private struct Memory
    {
        private byte _first;
    }
}
