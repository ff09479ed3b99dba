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
