// What a panic prints besides its message: hart and process, the backtrace with file and line, and what the other harts were doing.
// Then the machine powers off with an exit status that says "panic".
//
// It trusts nothing: it takes no locks, and a panic within it, or on a second hart, ends at once.

using System.Diagnostics.CodeAnalysis;
using Xv6.Kernel.Arch;
using Xv6.Kernel.Devices;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Processes;
using Xv6.Machine;

namespace Xv6.Kernel.Diagnostics;

public static class PanicReport
{
    /// <summary>The machine's exit status after a panic.</summary>
    public const int ExitStatus = 125;

    private static int s_panicked;

    /// <summary>Called first: silences the other harts and gets the console for the panic.</summary>
    public static void Begin()
    {
        Interrupts.Disable();
        if (Interlocked.Exchange(ref s_panicked, 1) != 0)
            Halt();
        for (int i = 0; i < HartTable.Count; i++)
        {
            if (!ReferenceEquals(HartTable.At(i), Hart.Current))
                InterProcessorInterrupt.Send(HartTable.At(i));
        }
        MachineDevices.SerialPort.EnterPanic();
    }

    /// <summary>Called last: the rest of the report, and power-off.</summary>
    [DoesNotReturn]
    public static void Finish(VirtualAddress place = default)
    {
        if (HartTable.Count == 0)
            Halt();
        Hart hart = Hart.Current;
        KernelLog.EmitUnlocked($"hart {hart.Index}, process {hart.Process.Id} {hart.Process.Name}\n");
        if (place != default)
            Backtrace.PrintAddress(place.Value);
        Backtrace.PrintCurrent();
        PrintHarts(hart);
        MachineDevices.PowerOffInPanic(ExitStatus);
        Halt();
    }

    /// <summary>A hart that another one's panic calls stops here.</summary>
    public static void StopIfPanicked()
    {
        if (Volatile.Read(ref s_panicked) != 0)
            Halt();
    }

    private static void PrintHarts(Hart panicking)
    {
        for (int i = 0; i < HartTable.Count; i++)
        {
            Hart hart = HartTable.At(i);
            if (!ReferenceEquals(hart, panicking))
                KernelLog.EmitUnlocked($"hart {hart.Index} ran process {hart.Process.Id} {hart.Process.Name}\n");
            for (int held = 0; held < hart.HeldLocks.Count; held++)
                KernelLog.EmitUnlocked($"hart {hart.Index} holds {hart.HeldLocks[held].Name}\n");
        }
    }

    [DoesNotReturn]
    private static void Halt()
    {
        while (true)
        {
            Interrupts.Disable();
            if (Target.IsMachine)
                ControlRegisters.WaitForInterrupt();
            else
                throw new InvalidOperationException("The kernel panicked.");
        }
    }
}
