// Where kernel code was when something interrupted it: what a backtrace begins with.

using Xv6.Kernel.Arch;

namespace Xv6.Kernel.Diagnostics;

/// <param name="ProgramCounter">The instruction that was to come next, or failed.</param>
/// <param name="ReturnAddress">Register ra. Until the function has made its own frame, only this says who called it.</param>
/// <param name="FramePointer">Register s0.</param>
internal readonly record struct CodePosition(ulong ProgramCounter, ulong ReturnAddress, nuint FramePointer)
{
    /// <summary>
    /// The code that a trap interrupted. The frame of the trap's handler begins at the registers that the trap saved, and keeps the
    /// interrupted code's frame pointer 16 bytes below.
    /// </summary>
    public static unsafe CodePosition Of(KernelTrapFrame* frame) =>
        new(frame->ProgramCounter, frame->ReturnAddress, *(nuint*)((byte*)frame - 16));
}
