// What an interrupt means: another hart's call, the timer, or a device.

using Xv6.Kernel.Devices;
using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Processes;

namespace Xv6.Kernel.Arch;

internal static class InterruptDispatcher
{
    public static void Handle(TrapCause cause, bool inUserMode)
    {
        switch (cause)
        {
            case TrapCause.TimerInterrupt:
                Timer.HandleInterrupt(inUserMode);
                break;
            case TrapCause.ExternalInterrupt:
                InterruptController.HandleInterrupt();
                break;
            case TrapCause.SoftwareInterrupt:
                ControlRegisters.ClearPending(ControlRegisters.SoftwareInterrupt);
                TranslationFence.Pass();
                MachineStop.Obey();
                break;
            default:
                KernelPanic.Throw("unknown interrupt");
                break;
        }
    }
}
