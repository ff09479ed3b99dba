// ^P and ^C on the console.

using Xv6.Kernel.Devices.Terminal;
using Xv6.Kernel.Diagnostics;

namespace Xv6.Kernel.Processes;

internal sealed class ConsoleCommands : IConsoleCommands
{
    public static readonly ConsoleCommands Instance = new();

    public void ListProcesses()
    {
        KernelLog.Write("\n"u8);
        var lister = default(Lister);
        ProcessTable.ForEach(ref lister);
    }

    public void Interrupt()
    {
        var interrupter = new Interrupter { Job = ConsoleSession.ForegroundJob };
        ProcessTable.ForEach(ref interrupter);
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

    private struct Interrupter : IProcessVisitor
    {
        /// <summary>0 = none.</summary>
        public int Job;

        public readonly void Visit(Process process)
        {
            if (ConsoleSession.IsController(process))
                process.NoteInterruption();
            else if (Job != 0 && process.Job == Job)
                process.Kill();
        }
    }
}
