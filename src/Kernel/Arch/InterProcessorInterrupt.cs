// Waking another hart: a write to its software-interrupt register (CLINT msip). Machine mode turns it into a supervisor software
// interrupt (Start.S).

using System.Runtime.InteropServices;
using Xv6.Kernel.Devices.DeviceTree;
using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Processes;
using Xv6.Machine;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Arch;

public static unsafe class InterProcessorInterrupt
{
    private const ulong MachineAreaCount = 64;

    private static PhysicalAddress s_registers;

    /// <summary>Finds the CLINT's msip registers, four bytes a hart, in the device tree; machine mode needs to know its own.</summary>
    internal static void Discover(FlattenedDeviceTree tree)
    {
        foreach (DeviceTreeNode node in tree.Compatible("riscv,clint0"u8))
        {
            if (node.TryGetRange(0, out PhysicalRange range))
                Initialize(range.Start);
        }
    }

    private static void Initialize(PhysicalAddress registers)
    {
        s_registers = registers;
        for (ulong hart = 0; hart < MachineAreaCount; hart++)
            MachineAreas()[hart].SoftwareInterruptRegister = registers.Value + 4 * hart;
    }

    /// <summary>Interrupts a hart: it looks for work, or for why its process must return to the kernel.</summary>
    public static void Send(Hart hart)
    {
        if (!Target.IsMachine || s_registers == default)
            return;
        Fence.BeforeDeviceWrite();
        Mmio.Write32(DirectMap.AddressOf(s_registers + 4 * hart.HardwareId), 1);
    }

    /// <summary>Whether the last call has reached the hart, which may have its interrupts off all the same.</summary>
    internal static bool HasArrived(Hart hart)
        => Target.IsMachine && s_registers != default && Mmio.Read32(DirectMap.AddressOf(s_registers + 4 * hart.HardwareId)) == 0;

    /// <summary>What the hart was doing when the last call reached it.</summary>
    internal static CodePosition InterruptedAt(Hart hart)
    {
        MachineArea* area = MachineAreas() + hart.HardwareId;
        return new CodePosition(area->ProgramCounter, area->ReturnAddress, (nuint)area->FramePointer);
    }

    [InlineAssembly("lla $0, machine_areas", "=r")]
    private static MachineArea* MachineAreas() => null;

    // The layout is known to Start.S, which keeps a register in the first word.
    [StructLayout(LayoutKind.Explicit, Size = 64)]
    private struct MachineArea
    {
        [FieldOffset(8)]
        public ulong SoftwareInterruptRegister;

        [FieldOffset(16)]
        public ulong ProgramCounter;

        [FieldOffset(24)]
        public ulong ReturnAddress;

        [FieldOffset(32)]
        public ulong FramePointer;
    }
}
