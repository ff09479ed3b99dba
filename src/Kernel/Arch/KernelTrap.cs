// A trap from kernel mode: an interrupt, or the fault of a probe. Anything else is a bug, and the end.

using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Memory;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Arch;

internal static unsafe class KernelTrap
{
    [Export("kernel_trap")]
    public static void Handle(KernelTrapFrame* frame)
    {
        var cause = (TrapCause)ControlRegisters.ReadCause();
        if ((long)cause >= 0)
            HandleFault(frame, cause);
        else if (!Interrupts.TryDefer())
            InterruptDispatcher.Handle(cause, inUserMode: false);
    }

    private static void HandleFault(KernelTrapFrame* frame, TrapCause cause)
    {
        if (frame->ProgramCounter == KernelMemoryProbe.Address)
            ControlRegisters.WriteProgramCounter(KernelMemoryProbe.FailedAddress);
        else
            TrapPanic.Throw(frame, cause, new VirtualAddress(ControlRegisters.ReadTrapValue()));
    }
}
