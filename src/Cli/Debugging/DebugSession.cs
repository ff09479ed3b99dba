// gdb and a machine that belong together: gdb has the terminal, the machine shows its console's output there.

using System.Diagnostics;
using System.Runtime.InteropServices;
using Xv6.Cli.Emulation;
using Xv6.Cli.Tools;

namespace Xv6.Cli.Debugging;

public static class DebugSession
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(10);

    /// <param name="batch">A file of gdb's commands to run in place of a dialogue; null for that.</param>
    /// <returns>gdb's exit status.</returns>
    public static int Run(QemuCommand command, string? batch)
    {
        string debugger = Executables.Debugger;
        string socket = Path.Combine(Path.GetTempPath(), $"xv6-{Environment.ProcessId}.gdb");
        string script = DebugScript.Write(command.Kernel, socket);
        try
        {
            QemuCommand stopped = command with { DebuggerAddress = $"unix:{socket},server=on,wait=off" };
            // ^C is for gdb, which passes it on to the machine as a request to stop.
            using QemuProcess machine = QemuProcess.Start(stopped, redirect: true, diesWithThread: true);
            machine.Input.Close();
            Task<string> errors = machine.Errors.ReadToEndAsync();
            using Stream output = new StandardOutput();
            Task console = machine.Output.CopyToAsync(output);
            WaitForSocket(machine, socket, errors);
            int status = RunDebugger(debugger, script, batch);
            machine.Kill();
            Task.WaitAll(console, errors);
            return status;
        }
        finally
        {
            File.Delete(socket);
            File.Delete(script);
        }
    }

    private static int RunDebugger(string debugger, string script, string? batch)
    {
        using PosixSignalRegistration ignored = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        string[] arguments = batch is null ? ["-q", "-x", script] : ["-q", "-batch", "-x", script, "-x", batch];
        ProcessStartInfo start = new(debugger, ["-nx", .. arguments]) { RedirectStandardInput = batch is not null };
        using Process process = CapturedProcess.Start(start);
        if (batch is not null)
            process.StandardInput.Close();
        process.WaitForExit();
        return process.ExitCode;
    }

    private static void WaitForSocket(QemuProcess machine, string socket, Task<string> errors)
    {
        long start = Stopwatch.GetTimestamp();
        while (!File.Exists(socket))
        {
            if (Stopwatch.GetElapsedTime(start) > s_startLimit)
                machine.Kill();
            if (machine.HasExited)
                throw new UserException($"QEMU did not start: {QemuErrors.First(errors.GetAwaiter().GetResult()) ?? "it gave no reason"}.");
            Thread.Sleep(10);
        }
    }
}
