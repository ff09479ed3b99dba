// Device registers: accesses that the compiler neither removes, merges, splits nor reorders against each other.
//
// Safety: the address must be that of a device register, mapped, and of the access's size. Ordering against ordinary memory is the
// caller's duty: see Fence.

using Xv6.Machine.Compilation;

namespace Xv6.Machine;

/// <summary>Volatile reads and writes of device registers (no fence is implied).</summary>
public static unsafe class Mmio
{
    [Intrinsic]
    public static byte Read8(nuint address) => Volatile.Read(ref *(byte*)address);

    [Intrinsic]
    public static ushort Read16(nuint address) => Volatile.Read(ref *(ushort*)address);

    [Intrinsic]
    public static uint Read32(nuint address) => Volatile.Read(ref *(uint*)address);

    [Intrinsic]
    public static ulong Read64(nuint address) => Volatile.Read(ref *(ulong*)address);

    [Intrinsic]
    public static void Write8(nuint address, byte value) => Volatile.Write(ref *(byte*)address, value);

    [Intrinsic]
    public static void Write16(nuint address, ushort value) => Volatile.Write(ref *(ushort*)address, value);

    [Intrinsic]
    public static void Write32(nuint address, uint value) => Volatile.Write(ref *(uint*)address, value);

    [Intrinsic]
    public static void Write64(nuint address, ulong value) => Volatile.Write(ref *(ulong*)address, value);
}
