// Waking another hart: a write to its software-interrupt register (CLINT msip). Machine mode turns it into a supervisor software
// interrupt (Start.S).

using Xv6.Kernel.Memory;
using Xv6.Kernel.Processes;
using Xv6.Machine;

namespace Xv6.Kernel.Arch;

public static class InterProcessorInterrupt
{
    private static PhysicalAddress s_registers;

    /// <summary>Where the CLINT's msip registers are: four bytes a hart.</summary>
    internal static void Initialize(PhysicalAddress registers) => s_registers = registers;

    public static void Send(Hart hart)
    {
        if (!Target.IsMachine || s_registers == default)
            return;
        Fence.BeforeDeviceWrite();
        Mmio.Write32(DirectMap.AddressOf(s_registers + 4 * hart.HardwareId), 1);
    }
}
