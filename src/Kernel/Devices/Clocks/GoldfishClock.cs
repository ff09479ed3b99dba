// The wall clock of QEMU's machine: Google's Goldfish RTC (docs/GOLDFISH-VIRTUAL-HARDWARE.txt of the Android emulator).

using Xv6.Kernel.Devices.Registers;

namespace Xv6.Kernel.Devices.Clocks;

/// <summary>Tells the time of day.</summary>
public sealed class GoldfishClock(IDeviceRegisters registers)
{
    private const uint TimeLow = 0x00;
    private const uint TimeHigh = 0x04;

    /// <summary>The device exists.</summary>
    public bool IsPresent { get; private set; }

    public void Start() => IsPresent = true;

    /// <summary>Nanoseconds since the beginning of 1970, UTC. False without the device.</summary>
    public bool TryRead(out ulong nanoseconds)
    {
        nanoseconds = 0;
        if (!IsPresent)
            return false;

        // Reading the low half latches the high one, for this reader only as long as no other reads: so look again.
        uint high, low;
        do
        {
            low = registers.Read32(TimeLow);
            high = registers.Read32(TimeHigh);
        }
        while (registers.Read32(TimeLow) < low);
        nanoseconds = (ulong)high << 32 | low;
        return true;
    }
}
