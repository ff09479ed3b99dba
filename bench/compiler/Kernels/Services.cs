// The runtime services of the benchmark image. Memory above the image is free; QEMU starts with it zeroed.

namespace Xv6.CompilerBench.Kernels;

internal static unsafe class Services
{
    private const nuint HeapStart = 0x84000000;

    private static nuint s_used;

    [RuntimeService(RuntimeService.Allocate)]
    public static nuint Allocate(nuint size)
    {
        nuint memory = HeapStart + s_used;
        s_used += (size + 15) & ~(nuint)15;
        return memory;
    }

    [RuntimeService(RuntimeService.Panic)]
    public static void Panic(byte* message, byte* file, int line) => Fail(message);

    [Import("bench_panic")]
    private static void Fail(byte* message) => throw new InvalidOperationException();
}

/// <summary>Pseudo-random numbers, the same as the kernels in C use.</summary>
internal struct Numbers(uint seed)
{
    private uint _state = seed;

    public uint Next()
    {
        _state = _state * 1664525 + 1013904223;
        return _state >> 8;
    }
}
