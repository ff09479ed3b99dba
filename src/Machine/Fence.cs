// RISC-V fences (Unprivileged ISA, "Memory Ordering Instructions") that Interlocked and Volatile don't cover: order against device I/O.

using Xv6.Machine.Compilation;

namespace Xv6.Machine;

public static class Fence
{
    /// <summary>Orders every earlier memory and device access before every later one.</summary>
    [InlineAssembly("fence iorw, iorw", "~{memory}")]
    public static void Full() => Interlocked.MemoryBarrier();

    /// <summary>Earlier writes to memory are visible before a later write to a device register (a doorbell).</summary>
    [InlineAssembly("fence w, o", "~{memory}")]
    public static void BeforeDeviceWrite() => Interlocked.MemoryBarrier();

    /// <summary>A later read of memory sees what a device wrote before the register that was just read.</summary>
    [InlineAssembly("fence i, r", "~{memory}")]
    public static void AfterDeviceRead() => Interlocked.MemoryBarrier();

    /// <summary>Instructions that were written to memory are what this hart fetches from here on.</summary>
    [InlineAssembly("fence.i", "~{memory}")]
    public static void Instructions() => Interlocked.MemoryBarrier();
}
