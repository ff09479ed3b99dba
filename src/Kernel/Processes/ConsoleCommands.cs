// ^P and ^C on the console.

using Xv6.Kernel.Arch;
using Xv6.Kernel.Devices.Terminal;
using Xv6.Kernel.Diagnostics;

namespace Xv6.Kernel.Processes;

internal sealed class ConsoleCommands : IConsoleCommands
{
    public static readonly ConsoleCommands Instance = new();

    public void ListProcesses()
    {
        Interrupts.EnterCriticalSection();
        if (SystemReport.TryBegin())
        {
            KernelLog.EmitUnlocked($"\n");
            SystemReport.Print();
            SystemReport.End();
        }
        Interrupts.ExitCriticalSection();
    }

    public void Interrupt()
    {
        var interrupter = new Interrupter { Job = ConsoleSession.ForegroundJob };
        ProcessTable.ForEach(ref interrupter);
    }

    private struct Interrupter : IProcessVisitor
    {
        /// <summary>0 = the shell names none.</summary>
        public int Job;

        public readonly void Visit(Process process)
        {
            if (ConsoleSession.IsController(process))
                process.NoteInterruption();
            else if (process.Job == Job && (Job != 0 || IsBelowAShell(process)))
                process.Kill();
        }

        /// <summary>
        /// Whether a shell without a notion of jobs, as xv6's, runs this in the foreground: init started the shell, and what the shell puts
        /// in the background becomes init's child, too.
        /// </summary>
        private static bool IsBelowAShell(Process process) =>
            process.Parent is { } parent && !ReferenceEquals(parent, ProcessTable.Init);
    }
}
