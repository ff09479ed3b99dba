// The registers of a real device, in the direct map.
//
// Safety: Map is called at boot with a range of device registers that the device tree gives, before the driver starts; each access is
// checked against that range.

using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Memory;
using Xv6.Machine;

namespace Xv6.Kernel.Devices.Registers;

public sealed class MmioRegisters : IDeviceRegisters
{
    private nuint _start;
    private ulong _length;

    /// <summary>Says where the registers are.</summary>
    public void Map(PhysicalRange range)
    {
        _start = DirectMap.AddressOf(range.Start);
        _length = range.Length;
    }

    public byte Read8(uint offset) => Mmio.Read8(Address(offset, sizeof(byte)));

    public uint Read32(uint offset) => Mmio.Read32(Address(offset, sizeof(uint)));

    public void Write8(uint offset, byte value) => Mmio.Write8(Address(offset, sizeof(byte)), value);

    public void Write32(uint offset, uint value) => Mmio.Write32(Address(offset, sizeof(uint)), value);

    private nuint Address(uint offset, uint size)
    {
        if ((ulong)offset + size > _length)
            KernelPanic.Throw("device register outside of the device");
        return _start + offset;
    }
}
