// A trap from kernel mode: an interrupt, or a page fault of a user copy. Anything else is a bug, and the end.
//
// A user copy's fault may sleep, and other traps happen meanwhile, so sepc and sstatus live in the frame until the return.

using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Processes;
using Xv6.Machine.Abi;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Arch;

internal static unsafe class KernelTrap
{
    private const ulong InterruptsWereEnabled = 1 << 5;

    [Export("kernel_trap")]
    public static void Handle(KernelTrapFrame* frame)
    {
        var cause = (TrapCause)ControlRegisters.ReadCause();
        if ((long)cause < 0)
        {
            InterruptDispatcher.Handle(cause, inUserMode: false);
            return;
        }
        var address = new VirtualAddress(ControlRegisters.ReadTrapValue());
        if (IsUserCopy(frame->ProgramCounter) && address.IsUser && cause is TrapCause.LoadPageFault or TrapCause.StorePageFault)
        {
            ResolveUserCopy(frame, address, cause == TrapCause.LoadPageFault ? AccessKind.Read : AccessKind.Write);
            return;
        }
        TrapPanic.Throw(frame, cause, address);
    }

    private static void ResolveUserCopy(KernelTrapFrame* frame, VirtualAddress address, AccessKind access)
    {
        Process process = Process.Current;
        if ((frame->Status & InterruptsWereEnabled) != 0)
            Interrupts.Enable();
        ErrorNumber error = process.AddressSpace is { } space
            ? space.HandleFault(address, access, new VirtualAddress(process.TrapFrame.StackPointer))
            : ErrorNumber.BadAddress;
        Interrupts.Disable();
        if (error != ErrorNumber.None)
            frame->ProgramCounter = UserCopyFault();
    }

    private static bool IsUserCopy(ulong programCounter) => programCounter >= UserCopyStart() && programCounter < UserCopyEnd();

    [InlineAssembly("la $0, user_copy", "=r")]
    private static ulong UserCopyStart() => 0;

    [InlineAssembly("la $0, user_copy_end", "=r")]
    private static ulong UserCopyEnd() => 0;

    [InlineAssembly("la $0, user_copy_fault", "=r")]
    private static ulong UserCopyFault() => 0;
}
