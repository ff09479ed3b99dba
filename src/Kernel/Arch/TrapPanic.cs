// The messages of traps that kernel code must not cause.

using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Memory;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Arch;

internal static unsafe class TrapPanic
{
    public static void Throw(KernelTrapFrame* frame, TrapCause cause, VirtualAddress address)
    {
        PanicReport.Begin();
        KernelLog.EmitUnlocked($"panic: {cause.Describe()} in the kernel, sepc={new VirtualAddress(frame->ProgramCounter)} stval={address}\n");
        PanicReport.Finish(CodePosition.Of(frame));
    }

    /// <summary>Called on the emergency stack when a trap found that a kernel stack is full.</summary>
    [Export("kernel_stack_overflow")]
    private static void ThrowStackOverflow(ulong returnAddress, nuint framePointer)
    {
        PanicReport.Begin();
        KernelLog.EmitUnlocked($"panic: kernel stack overflow\n");
        PanicReport.Finish(new CodePosition(ControlRegisters.ReadProgramCounter(), returnAddress, framePointer));
    }
}
