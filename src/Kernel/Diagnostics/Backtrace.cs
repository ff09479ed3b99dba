// The chain of calls that led here, by frame pointers: a frame's saved return address lies 8 bytes below its frame pointer, the caller's
// frame pointer 16 below. The chain ends with a zero, or where it leaves the stack.
//
// Safety: it follows only pointers that are aligned, rise, and stay within one kernel stack's size of where it began.

using Xv6.Kernel.Arch;
using Xv6.Kernel.Foundation;
using Xv6.Machine;

namespace Xv6.Kernel.Diagnostics;

public static unsafe class Backtrace
{
    private const int MostFrames = 40;

    /// <summary>Prints the frames of the caller.</summary>
    public static void PrintCurrent()
    {
        if (Target.IsMachine)
            Print(ControlRegisters.ReadFramePointer());
    }

    /// <summary>Prints the frames from a saved frame pointer on.</summary>
    public static void Print(nuint framePointer)
    {
        nuint limit = framePointer + Limits.KernelStackBytes;
        for (int i = 0; i < MostFrames && framePointer != 0 && framePointer % 8 == 0; i++)
        {
            nuint returnAddress = *(nuint*)(framePointer - 8);
            nuint caller = *(nuint*)(framePointer - 16);
            if (returnAddress == 0)
                return;
            PrintAddress(returnAddress - 1);
            if (caller <= framePointer || caller > limit)
                return;
            framePointer = caller;
        }
    }

    /// <summary>Prints where an address of kernel code lies in the source, with the calls that were inlined there.</summary>
    public static void PrintAddress(ulong address)
    {
        BacktraceTable table = BacktraceTable.OfKernel;
        if (!table.TryFind(address, out BacktraceLocation location))
        {
            KernelLog.EmitUnlocked($"  0x{address:x16}\n");
            return;
        }
        do
            KernelLog.EmitUnlocked($"  {location.Function} ({location.File}:{location.Line})\n");
        while (table.TryFindCaller(location, out location));
    }
}
