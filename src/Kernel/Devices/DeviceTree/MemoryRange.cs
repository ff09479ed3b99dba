// A range of physical addresses, as the device tree gives it: RAM, reserved memory or device registers.

namespace Xv6.Kernel.Devices.DeviceTree;

/// <param name="Start">Physical address of the first byte.</param>
/// <param name="Length">Bytes.</param>
public readonly record struct MemoryRange(ulong Start, ulong Length)
{
    /// <summary>The address behind the last byte. Does not overflow in ranges that <see cref="IsValid"/>.</summary>
    public ulong End => Start + Length;

    /// <summary>It has bytes, and all of them have addresses.</summary>
    public bool IsValid => Length != 0 && Start <= ulong.MaxValue - Length;
}
