// Reads of kernel memory that may not be there: a backtrace follows pointers that nobody vouches for.
//
// The load is an instruction of its own (Trap.S), which the trap handler knows: if it faults, the probe has failed.

using Xv6.Kernel.Memory;
using Xv6.Machine;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Diagnostics;

internal static unsafe class KernelMemoryProbe
{
    /// <summary>The instruction whose fault means that there is nothing.</summary>
    public static ulong Address
    {
        [InlineAssembly("lla $0, probe_word", "=r")]
        get => 0;
    }

    /// <summary>Where the code goes on then.</summary>
    public static ulong FailedAddress
    {
        [InlineAssembly("lla $0, probe_failed", "=r")]
        get => 0;
    }

    /// <summary>
    /// Reads 8 bytes. False if they can't be read, or lie where reading might do something: only the kernel's own image and the kernel
    /// stacks are looked at.
    /// </summary>
    public static bool TryRead(nuint address, out ulong value)
    {
        ulong word = 0;
        bool isThere = Target.IsMachine && address % sizeof(ulong) == 0 && IsOwnMemory(address) && Probe(address, &word) != 0;
        value = word;
        return isThere;
    }

    private static bool IsOwnMemory(nuint address) => address >= MemoryMap.KernelStacks || (address >= ImageStart() && address < ImageEnd());

    [Import("probe_word")]
    private static nuint Probe(nuint address, ulong* value) => 0;

    [InlineAssembly("lla $0, kernel_text_start", "=r")]
    private static nuint ImageStart() => 0;

    [InlineAssembly("lla $0, kernel_end", "=r")]
    private static nuint ImageEnd() => 0;
}
