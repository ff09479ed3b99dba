// What a driver gives the interrupt controller for its device's source.

namespace Xv6.Kernel.Devices.InterruptControllers;

public interface IInterruptHandler
{
    /// <summary>
    /// The device asks for attention, perhaps for no reason. Runs with interrupts off, on one hart at a time for one source; must not
    /// sleep, nor take a lock that is held across sleeping.
    /// </summary>
    void HandleInterrupt();
}
