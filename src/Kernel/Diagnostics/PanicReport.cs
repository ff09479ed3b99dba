// What a panic prints besides its message: hart and process, the backtrace with file and line, and the state of the whole system. Then
// the machine powers off with an exit status that says "panic".
//
// It trusts nothing: it takes no locks. A panic within it prints its message and powers off; one on a second hart just stops that hart.

using System.Diagnostics.CodeAnalysis;
using Xv6.Kernel.Arch;
using Xv6.Kernel.Devices;
using Xv6.Kernel.Processes;
using Xv6.Machine;

namespace Xv6.Kernel.Diagnostics;

internal static class PanicReport
{
    /// <summary>The machine's exit status after a panic.</summary>
    public const int ExitStatus = 125;

    private const int Unknown = -1;

    // 2 + the index of the hart that panicked, or 1 before there are harts; 0 = nobody.
    private static int s_panicking;
    private static int s_depth;

    /// <summary>Called first: stops the other harts and gets the console for the panic.</summary>
    public static void Begin()
    {
        Interrupts.Disable();
        int self = 2 + (HartTable.Count == 0 ? Unknown : Hart.Current.Index);
        int other = Interlocked.CompareExchange(ref s_panicking, self, 0);
        if (other != 0 && other != self)
            Halt();
        bool isFirst = s_depth++ == 0;
        if (isFirst && !MachineDevices.SerialPort.IsPresent)
            GuessDevices();
        MachineDevices.SerialPort.EnterPanic();
        if (isFirst)
            MachineStop.BeginLast();
    }

    /// <summary>Called last: the rest of the report, and power-off.</summary>
    [DoesNotReturn]
    public static void Finish()
    {
        if (BeginReport())
        {
            Backtrace.PrintCurrent();
            EndReport();
        }
        PowerOff();
    }

    /// <summary>The same for a panic whose cause lies at a place that a trap came from.</summary>
    [DoesNotReturn]
    public static void Finish(CodePosition position)
    {
        if (BeginReport())
        {
            Backtrace.Print(position);
            EndReport();
        }
        PowerOff();
    }

    // Before the devices are known, QEMU's board is the best guess.
    private static unsafe void GuessDevices()
    {
        DeviceDiscovery.AssumeVirtBoard();
        KernelLog.SetOutput(&MachineDevices.WriteLog);
    }

    // False if there is nothing more to say: no hart is known yet, or it was the report itself that panicked.
    private static bool BeginReport()
    {
        if (HartTable.Count == 0)
            return false;
        Hart hart = Hart.Current;
        KernelLog.EmitUnlocked($"hart {hart.Index}, process {hart.Process.Id} {hart.Process.Name}\n");
        return s_depth == 1;
    }

    private static void EndReport() => SystemReport.Print(isPanic: true);

    [DoesNotReturn]
    private static void PowerOff()
    {
        MachineDevices.PowerOffInPanic(ExitStatus);
        Halt();
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
