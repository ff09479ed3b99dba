// How harts begin: the boot hart, then the others, one at a time.
//
// Harts that did not win the lottery in Start.S wait there until their part of secondary_release holds a stack and a page table.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Arch;
using Xv6.Kernel.Devices;
using Xv6.Kernel.Devices.DeviceTree;
using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Processes;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Boot;

internal static unsafe class HartStartup
{
    private const ulong ReleaseWords = 64;

    /// <summary>
    /// Gives the calling hart its object and its trap vector. It is the first thing that a hart does in C#: were it inlined, a debugger
    /// that stops there would show the middle of it in place of the kernel's first line.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Enter(ulong hartId)
    {
        Hart hart = HartTable.Next;
        hart.Install(hartId);
        HartTable.CountNext();
        ControlRegisters.ClearScratch();
        ControlRegisters.WriteTrapVector(TrapEntry());
    }

    /// <summary>Starts every hart of the device tree that the kernel has room for, but the calling one.</summary>
    public static void StartOthers(FlattenedDeviceTree tree, ulong bootHartId)
    {
        foreach (HartDescription description in tree.Harts())
        {
            if (description.Id == bootHartId || description.Id >= ReleaseWords || HartTable.Count == Limits.Harts)
                continue;
            Result<KernelStack> stack = KernelStack.Allocate();
            if (stack.IsError)
                KernelPanic.Throw("no memory for a hart's stack");
            int before = HartTable.Count;
            ReleaseTable()[description.Id].Translation = KernelSpace.Satp;
            Volatile.Write(ref ReleaseTable()[description.Id].StackTop, stack.Value.Top.Value);
            var patience = new SpinPatience("the start of a hart");
            while (HartTable.Count == before)
                patience.Pause();
            patience.End();
        }
    }

    /// <summary>Starts this hart's interrupts and has it run whatever is ready, for ever.</summary>
    public static void BecomeIdle()
    {
        InterruptController.StartHart();
        ControlRegisters.EnableInterrupts(ControlRegisters.ExternalInterrupt | ControlRegisters.SoftwareInterrupt);
        Timer.StartOnThisHart();
        Scheduler.RunIdleLoop();
    }

    [Export("secondary_start")]
    private static void StartSecondary(ulong hartId)
    {
        Enter(hartId);
        KernelSpace.Activate();
        BecomeIdle();
    }

    [InlineAssembly("lla $0, trap_entry", "=r")]
    private static nuint TrapEntry() => 0;

    [InlineAssembly("lla $0, secondary_release", "=r")]
    private static Release* ReleaseTable() => null;

    // The layout is known to Start.S.
    private struct Release
    {
        public ulong StackTop;
        public ulong Translation;
    }
}
