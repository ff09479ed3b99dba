// The message of a trap that kernel code must not cause.

using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Memory;

namespace Xv6.Kernel.Arch;

internal static unsafe class TrapPanic
{
    public static void Throw(KernelTrapFrame* frame, TrapCause cause, VirtualAddress address)
    {
        PanicReport.Begin();
        KernelLog.EmitUnlocked($"panic: {cause.Describe()} in the kernel, sepc={new VirtualAddress(frame->ProgramCounter)} stval={address}\n");
        PanicReport.Finish(new VirtualAddress(frame->ProgramCounter));
    }
}
