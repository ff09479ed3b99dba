// What a process that doesn't run leaves behind of its kernel-mode registers: those that a C# call preserves.

using System.Runtime.InteropServices;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Arch;

/// <summary>Return address, stack pointer and s0-s11. The layout is known to Switch.S.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct ExecutionContext
{
    public ulong ReturnAddress;
    public ulong StackPointer;
    public fixed ulong Saved[12];

    /// <summary>s0: where a backtrace of the process begins.</summary>
    public readonly nuint FramePointer => (nuint)Saved[0];

    /// <summary>Saves the caller's registers in <paramref name="from"/> and goes on where <paramref name="to"/> was saved.</summary>
    public static void Switch(ref ExecutionContext from, ref ExecutionContext to)
    {
        // Safety: both lie in processes, which never move.
        fixed (ExecutionContext* fromPointer = &from, toPointer = &to)
            SwitchContext(fromPointer, toPointer);
    }

    [Import("switch_context")]
    private static void SwitchContext(ExecutionContext* from, ExecutionContext* to)
        => throw new PlatformNotSupportedException("A context switch needs the machine.");
}
