// RAM of a machine that doesn't exist, so that kernel code which works on frames runs on CoreCLR: in tests, and in the tools that
// read and write disk images with the kernel's file system. It is never part of the kernel that boots.

using System.Runtime.InteropServices;

namespace Xv6.Kernel.Memory;

public static unsafe class SimulatedMachine
{
    private static readonly PhysicalAddress s_ramStart = new(0x8000_0000);
    private static void* s_ram;

    /// <summary>Starts with fresh memory. What an earlier machine's memory held is gone; its objects must not be used any more.</summary>
    /// <param name="bytes">Size of the RAM, a multiple of 2 MiB.</param>
    public static void Start(ulong bytes)
    {
        if (s_ram != null)
            NativeMemory.AlignedFree(s_ram);
        s_ram = NativeMemory.AlignedAlloc((nuint)bytes, 1 << 21);
        DirectMap.SimulateMemory(s_ramStart, (nuint)s_ram);
        Generation++;
        FrameFaultInjection.FailAfter(-1);
        FrameAllocator.Initialize(new PhysicalRange(s_ramStart, bytes), []);
    }

    /// <summary>How often a machine was started: what holds on to memory of an earlier one can tell.</summary>
    internal static int Generation { get; private set; }
}
