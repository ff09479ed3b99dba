// ^P and ^C on the console.

using Xv6.Kernel.Devices.Terminal;
using Xv6.Kernel.Diagnostics;

namespace Xv6.Kernel.Processes;

internal sealed class ConsoleCommands : IConsoleCommands
{
    public static readonly ConsoleCommands Instance = new();

    private static int s_foregroundJob;

    /// <summary>The job that ^C kills; 0 = none. A job is named by the id of the process that founded it.</summary>
    public static int ForegroundJob
    {
        get => Volatile.Read(ref s_foregroundJob);
        set => Volatile.Write(ref s_foregroundJob, value);
    }

    public void ListProcesses()
    {
        KernelLog.Write("\n"u8);
        var lister = default(Lister);
        ProcessTable.ForEach(ref lister);
    }

    public void KillForegroundJob()
    {
        var killer = new Killer { Job = ForegroundJob };
        if (killer.Job != 0)
            ProcessTable.ForEach(ref killer);
    }

    private struct Lister : IProcessVisitor
    {
        public readonly void Visit(Process process)
        {
            RunState state = process.State;
            KernelLog.Write($"{process.Id} {Describe(state)} {process.Name}\n");
            if (state is RunState.Waiting or RunState.WaitingInterruptibly)
                Backtrace.Print(process.Context.FramePointer);
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

    private struct Killer : IProcessVisitor
    {
        public int Job;

        public readonly void Visit(Process process)
        {
            if (process.Job == Job)
                process.Kill();
        }
    }
}
