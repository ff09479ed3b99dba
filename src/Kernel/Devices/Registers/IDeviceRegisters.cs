// The registers of one device. Drivers reach them only through this, so that a test can be the device.

namespace Xv6.Kernel.Devices.Registers;

/// <summary>Reads and writes of registers, each exactly as wide and as often as it is called. Offsets are in bytes.</summary>
public interface IDeviceRegisters
{
    byte Read8(uint offset);

    uint Read32(uint offset);

    void Write8(uint offset, byte value);

    void Write32(uint offset, uint value);
}
