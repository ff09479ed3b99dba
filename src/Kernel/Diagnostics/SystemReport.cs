// The state of the whole system for an engineer: for each hart and each process what it holds, what it waits for, and its backtrace; then
// the list of processes, which is what a small terminal still shows.
//
// The other harts stand still meanwhile (MachineStop), but for those that have interrupts off. So nothing here waits for a lock, and what
// is read may be in the middle of a change.

using Xv6.Kernel.Arch;
using Xv6.Kernel.Devices;
using Xv6.Kernel.Processes;
using Xv6.Kernel.Synchronization;

namespace Xv6.Kernel.Diagnostics;

internal static class SystemReport
{
    /// <summary>Processes whose backtraces are shown. Where there are more, the list alone is long enough.</summary>
    private const int MostBacktraces = 64;

    /// <summary>Stops the machine for a report. False if another hart prints one. Interrupts must be off.</summary>
    public static unsafe bool TryBegin()
    {
        if (!MachineStop.TryBegin())
            return false;
        KernelLog.SetOutput(&MachineDevices.WriteReport);
        return true;
    }

    public static unsafe void End()
    {
        KernelLog.SetOutput(&MachineDevices.WriteLog);
        MachineStop.End();
    }

    /// <param name="isPanic">What this hart does has been shown already.</param>
    public static void Print(bool isPanic = false)
    {
        Provocations.InReport();
        for (int i = 0; i < HartTable.Count; i++)
            PrintHart(HartTable.At(i), isPanic);
        var describer = default(ProcessDescriber);
        ProcessTable.ForEachInReport(ref describer);
        if (describer.Described > MostBacktraces)
            KernelLog.EmitUnlocked($"and {describer.Described - MostBacktraces} more processes that wait\n");
        KernelLog.EmitUnlocked($"processes:\n");
        var lister = default(ProcessLister);
        ProcessTable.ForEachInReport(ref lister);
    }

    private static void PrintHart(Hart hart, bool isPanic)
    {
        KernelLog.EmitUnlocked($"hart {hart.Index}: ");
        PrintName(hart.Process);
        PrintHeld(in hart.HeldLocks);
        PrintHeld(in hart.Process.Diagnostics.HeldLocks);
        if (hart.Diagnostics.SpinsOn is { } name)
        {
            KernelLog.EmitUnlocked($", spins on {name}");
            if (hart.Diagnostics.SpinsOnOwner >= 0)
                KernelLog.EmitUnlocked($" (held by hart {hart.Diagnostics.SpinsOnOwner})");
        }
        bool isThisOne = ReferenceEquals(hart, Hart.Current);
        bool isStopped = MachineStop.IsStopped(hart);
        KernelLog.EmitUnlocked($"{(isThisOne || isStopped ? "" : ", with interrupts off")}\n");
        if (isStopped)
            Backtrace.PrintBehindTrap(hart.Diagnostics.StoppedFramePointer);
        else if (!isThisOne)
            Backtrace.Print(InterProcessorInterrupt.InterruptedAt(hart));
        else if (!isPanic)
            Backtrace.PrintCurrent();
    }

    private static void PrintName(Process process)
    {
        if (process.Id != 0)
            KernelLog.EmitUnlocked($"{process.Id} ");
        KernelLog.EmitUnlocked($"{process.Name}");
    }

    private static void PrintHeld(in HeldLocks held)
    {
        for (int i = 0; i < held.Count; i++)
            KernelLog.EmitUnlocked($", holds {held[i].Name}");
    }

    /// <summary>A line for each process, as xv6 has it: id, state, name.</summary>
    private struct ProcessLister : IProcessVisitor
    {
        public readonly void Visit(Process process)
        {
            if (process.Id != 0)
                KernelLog.EmitUnlocked($"{process.Id} {Describe(process.State)} {process.Name}\n");
        }

        private static ReadOnlySpan<byte> Describe(RunState state) => state switch
        {
            RunState.Embryo => "used"u8,
            RunState.Ready => "runble"u8,
            RunState.Running => "run"u8,
            RunState.Zombie => "zombie"u8,
            _ => "sleep"u8,
        };
    }

    /// <summary>What a process that doesn't run was doing. Those that run are shown with their harts.</summary>
    private struct ProcessDescriber : IProcessVisitor
    {
        public int Described { get; private set; }

        public void Visit(Process process)
        {
            RunState state = process.State;
            if (state is RunState.Running or RunState.Zombie or RunState.Embryo || Described++ >= MostBacktraces)
                return;
            PrintName(process);
            KernelLog.EmitUnlocked($"{(state == RunState.Ready ? " is ready" : " waits")}");
            if (state != RunState.Ready && process.Diagnostics.WaitsFor is { } reason)
                KernelLog.EmitUnlocked($" for {reason.Name}");
            if (state == RunState.Waiting && process.Diagnostics.WaitsForHolder is { } holder)
            {
                KernelLog.EmitUnlocked($" (held by ");
                PrintName(holder);
                KernelLog.EmitUnlocked($")");
            }
            PrintHeld(in process.Diagnostics.HeldLocks);
            KernelLog.EmitUnlocked($"\n");
            if (!process.IsOnHart)
                Backtrace.Print(process.Context.FramePointer);
        }
    }
}
