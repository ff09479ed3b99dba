// Where a new process begins: in kernel mode, on its empty stack, in the middle of a switch.

using Xv6.Kernel.Arch;
using Xv6.Kernel.Diagnostics;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Processes;

internal static unsafe class ProcessEntry
{
    /// <summary>The address of process_entry (Trap.S), which calls <see cref="Start"/>.</summary>
    public static ulong Address
    {
        [InlineAssembly("lla $0, process_entry", "=r")]
        get => 0;
    }

    /// <summary>Completes the switch, and runs a kernel thread's body or goes to user mode.</summary>
    [Export("process_start")]
    private static TrapFrame* Start()
    {
        Scheduler.CompleteFirstSwitch();
        Process process = Process.Current;
        if (process.KernelThreadBody != null)
        {
            process.KernelThreadBody();
            if (process.AddressSpace is null)
                KernelPanic.Throw("a kernel thread returned");
            process.KernelThreadBody = null;
        }
        Interrupts.Disable();
        UserTrap.PrepareReturn();
        fixed (TrapFrame* frame = &process.TrapFrame)
            return frame;
    }
}
