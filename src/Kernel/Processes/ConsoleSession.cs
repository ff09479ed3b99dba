// Who uses the console: the foreground job, the shell that controls it, and who has it in raw mode.
//
// Each fact is one number that is read and written whole, and is only a hint at the moment at which it is read: the process that it
// names may be about to exit. So there is no lock. A process that exits is forgotten, which keeps its number from meaning another one.

using Xv6.Kernel.Devices;
using Xv6.Kernel.Foundation;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Processes;

internal static class ConsoleSession
{
    private static int s_foregroundJob;
    private static int s_controller;
    private static int s_rawProcess;

    /// <summary>The job that ^C kills; 0 = none. A job is named by the id of the process that founded it.</summary>
    public static int ForegroundJob => Volatile.Read(ref s_foregroundJob);

    /// <summary>
    /// Puts a job in the foreground; 0 = none. If that is the running process or a child of it, it founds the job: a shell and its new
    /// child both say so, because neither knows who is first. A ^C that came just before, when there was no such job, is meant for it.
    /// </summary>
    public static void SetForeground(Process process, int founder)
    {
        if (founder != 0)
            FoundJob(founder, process);
        Volatile.Write(ref s_foregroundJob, founder);
        if (founder != 0 && IsController(process) && process.IsInterrupted)
            ConsoleCommands.Instance.Interrupt();
    }

    private static void FoundJob(int founder, Process caller)
    {
        using ProcessLookup found = ProcessTable.Find(founder);
        if (found.Process is { } process && (ReferenceEquals(process, caller) || ReferenceEquals(process.Parent, caller)))
            process.Job = founder;
    }

    /// <summary>The controlling process: ^C doesn't kill it, but is noted for it to take, and ends what it waits for.</summary>
    public static bool IsController(Process process) => process.Id == Volatile.Read(ref s_controller);

    /// <summary>Makes the running process the controlling one. Returns whether ^C was typed since the last call.</summary>
    public static bool TakeInterruption(Process process)
    {
        Volatile.Write(ref s_controller, process.Id);
        return process.TakeInterruption();
    }

    /// <summary>
    /// Turns raw mode on or off for the running process; returns what it was before. NotPermitted for a process of a job in the
    /// background: it would change how somebody else's keys are understood.
    /// </summary>
    public static Result<bool> SetRawMode(Process process, bool isRaw)
    {
        if (process.Job != ForegroundJob && !IsController(process))
            return ErrorNumber.NotPermitted;
        Volatile.Write(ref s_rawProcess, isRaw ? process.Id : 0);
        return MachineDevices.Console.SetRawMode(isRaw);
    }

    /// <summary>Raw mode ends with the process that asked for it.</summary>
    public static void Forget(Process process)
    {
        if (Interlocked.CompareExchange(ref s_rawProcess, 0, process.Id) == process.Id)
            MachineDevices.Console.SetRawMode(false);
        Interlocked.CompareExchange(ref s_controller, 0, process.Id);
    }
}
