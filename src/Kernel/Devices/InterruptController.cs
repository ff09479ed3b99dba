// The trap handler's door to the machine's interrupt controller.

using Xv6.Kernel.Processes;

namespace Xv6.Kernel.Devices;

public static class InterruptController
{
    /// <summary>Lets device interrupts through to the calling hart. Once a hart; the first one gets them.</summary>
    public static void StartHart() => MachineDevices.InterruptController.StartHart(Hart.Current.HardwareId);

    /// <summary>Handles an external interrupt of the calling hart.</summary>
    public static void HandleInterrupt()
    {
        MachineDevices.Random.AddEvent(Timer.Now);
        MachineDevices.InterruptController.HandlePending(Hart.Current.HardwareId);
    }
}
