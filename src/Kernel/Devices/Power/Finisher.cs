// The device that ends the machine: SiFive's test finisher, as QEMU has it.

using Xv6.Kernel.Devices.Registers;

namespace Xv6.Kernel.Devices.Power;

/// <summary>Powers off with an exit code, or resets. Works in any state of the kernel, a panic included.</summary>
public sealed class Finisher(IDeviceRegisters registers)
{
    private const uint Pass = 0x5555;
    private const uint Fail = 0x3333;
    private const uint ResetCode = 0x7777;

    /// <summary>The device exists.</summary>
    public bool IsPresent { get; private set; }

    public void Start() => IsPresent = true;

    /// <summary>Ends the emulator with an exit status of 0 to 255. Returns only when there is no such device.</summary>
    public void PowerOff(int status)
    {
        uint code = (uint)status & 0xff;
        Write(code == 0 ? Pass : code << 16 | Fail);
    }

    /// <summary>Starts the machine anew. Returns only when there is no such device.</summary>
    public void Reset() => Write(ResetCode);

    private void Write(uint command)
    {
        if (IsPresent)
            registers.Write32(0, command);
    }
}
