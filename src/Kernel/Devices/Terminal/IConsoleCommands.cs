// What the kernel does when a key on the console asks for it.

namespace Xv6.Kernel.Devices.Terminal;

/// <summary>Called in an interrupt handler, without any lock of the console: must not sleep.</summary>
public interface IConsoleCommands
{
    /// <summary>^P: prints the list of processes through the kernel's log.</summary>
    void ListProcesses();

    /// <summary>^C: kills the foreground job, if there is one, and tells the shell that controls the console.</summary>
    void Interrupt();
}
