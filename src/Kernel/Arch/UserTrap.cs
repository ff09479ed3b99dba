// A trap from user mode: a system call, a fault, or an interrupt; and the way back.
//
// It arrives with interrupts off, on the process's empty kernel stack. Work runs with interrupts on. On the way back, with interrupts
// off again, the process ends if it was killed and gives others their turn if its time is over; both are looked at again after every
// such detour, so nothing is missed.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Processes;
using Xv6.Kernel.Synchronization;
using Xv6.Kernel.SystemCalls;
using Xv6.Machine.Abi;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Arch;

internal static unsafe class UserTrap
{
    private const ulong SystemCallInstructionBytes = 4;

    [Export("user_trap")]
    public static void Handle(TrapFrame* frame)
    {
        var cause = (TrapCause)ControlRegisters.ReadCause();
        if (cause == TrapCause.UserSystemCall)
        {
            frame->ProgramCounter += SystemCallInstructionBytes;
            if (SystemCallTable.Dispatch(ref *frame))
                Interrupts.Disable();
        }
        else if ((long)cause < 0)
        {
            InterruptDispatcher.Handle(cause, inUserMode: true);
        }
        else
        {
            ulong value = ControlRegisters.ReadTrapValue();
            Interrupts.Enable();
            HandleFault(Process.Current, frame, cause, value);
            Interrupts.Disable();
        }
        PrepareReturn();
    }

    /// <summary>What stands between a process in the kernel and user mode. Called with interrupts off, and returns so.</summary>
    public static void PrepareReturn()
    {
        Process process = Process.Current;
        if (process.HasReturnWork || Hart.Current.HasReturnWork)
            DoReturnWork(process);
        LockChecker.BeforeReturnToUser(process);
    }

    // Apart, so that a call that leaves nothing to do saves no registers for it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void DoReturnWork(Process process)
    {
        while (process.HasReturnWork || Hart.Current.RescheduleRequested)
        {
            Interrupts.Enable();
            if (process.IsKilled)
                process.Exit(Process.KilledStatus);
            process.DeliverAlarm();
            if (Hart.Current.RescheduleRequested)
                Scheduler.Yield();
            Interrupts.Disable();
        }
        Hart hart = Hart.Current;
        if (hart.HasReturnWork)
            hart.ActivateAddressSpaceOf(process);
    }

    private static void HandleFault(Process process, TrapFrame* frame, TrapCause cause, ulong value)
    {
        AccessKind? access = cause switch
        {
            TrapCause.LoadPageFault => AccessKind.Read,
            TrapCause.StorePageFault => AccessKind.Write,
            TrapCause.InstructionPageFault => AccessKind.Execute,
            _ => null,
        };
        if (access is { } kind)
        {
            ErrorNumber error = process.AddressSpace!.HandleFault(new VirtualAddress(value), kind, new VirtualAddress(frame->StackPointer));
            if (error == ErrorNumber.None)
                return;
            if (error == ErrorNumber.OutOfMemory)
            {
                OutOfMemory.Resolve(process, new VirtualAddress(value));
                return;
            }
        }
        else if (cause == TrapCause.IllegalInstruction && process.FloatingPoint.TryEnable())
        {
            return;
        }
        KernelLog.Write($"{cause.Describe()}: pid {process.Id} {process.Name} sepc={new VirtualAddress(frame->ProgramCounter)} stval={new VirtualAddress(value)}\n");
        process.Kill();
    }
}
