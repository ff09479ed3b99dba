// All physical memory, devices included, is mapped at one fixed offset in the kernel half; here is the only place that knows it.
//
// On CoreCLR the "physical memory" of a simulated machine is a block of native memory (SimulateMemory), so code that works on frames
// runs there unchanged.
//
// Safety: a span from here aliases whatever else uses those bytes. The caller must own the frame or device register range.

using Xv6.Machine;

namespace Xv6.Kernel.Memory;

public static unsafe class DirectMap
{
    /// <summary>Where physical address 0 appears in the kernel half.</summary>
    public const ulong MachineOffset = 0xffff_ffc0_0000_0000;

    private static ulong s_hostOffset;

    private static ulong Offset => Target.IsMachine ? MachineOffset : s_hostOffset;

    /// <summary>Host only: physical addresses from <paramref name="start"/> on are the memory at <paramref name="memory"/>.</summary>
    public static void SimulateMemory(PhysicalAddress start, nuint memory) => s_hostOffset = memory - start.Value;

    public static nuint AddressOf(PhysicalAddress address) => (nuint)(address.Value + Offset);

    public static void* PointerTo(PhysicalAddress address) => (void*)AddressOf(address);

    public static PhysicalAddress PhysicalOf(void* pointer) => new((nuint)pointer - Offset);

    public static Span<byte> Bytes(PhysicalAddress address, int length) => new(PointerTo(address), length);

    /// <summary>The 4096 bytes of the page at <paramref name="address"/>, seen as elements of another type.</summary>
    public static Span<T> Page<T>(PhysicalAddress address) where T : unmanaged
        => new(PointerTo(address), (int)VirtualAddress.PageSize / sizeof(T));
}
