// One machine from power-on to power-off without a terminal: what `exec` does.
//
// The guest's console goes to the given stream byte for byte as it comes. The guest powers itself off through the board's finisher
// device, whose code is QEMU's exit status; QEMU's own failures are told apart by what it says on its standard error.

using Xv6.Cli.Tools;

namespace Xv6.Cli.Emulation;

public static class HeadlessRun
{
    /// <summary>The time was up before the guest powered off.</summary>
    public const int TimedOut = 124;

    /// <summary>The kernel panicked.</summary>
    public const int Panicked = 125;

    /// <summary>The kernel found nothing to boot and said so; or QEMU could not start, or ended in a way that the guest didn't ask for.</summary>
    public const int NotBooted = 126;

    /// <returns>The guest's exit status, or one of the above.</returns>
    /// <exception cref="UserException">The image is in use.</exception>
    /// <exception cref="IOException">The output can't be written, or nobody reads it any more.</exception>
    public static int Run(QemuCommand command, Stream output, TimeSpan? limit, bool diesWithThread = false)
    {
        using QemuProcess machine = QemuProcess.Start(command, redirect: true, diesWithThread);
        machine.Input.Close();
        Task<string> errors = machine.Errors.ReadToEndAsync();
        Task copy = CopyConsole(machine, output);
        bool inTime = limit is null ? WaitForever(machine) : machine.WaitForExit(limit.Value);
        if (!inTime)
            machine.Kill();
        copy.GetAwaiter().GetResult();
        machine.WaitForExit();
        return machine.EndedBySignal ?? (inTime ? Judge(machine.ExitStatus, errors.GetAwaiter().GetResult(), command) : TimedOut);
    }

    private static bool WaitForever(QemuProcess machine)
    {
        machine.WaitForExit();
        return true;
    }

    /// <summary>Copies until the console closes. If nobody reads our output any more, the machine has no purpose either.</summary>
    private static async Task CopyConsole(QemuProcess machine, Stream output)
    {
        byte[] buffer = new byte[64 * 1024];
        int count;
        while ((count = await machine.Output.ReadAsync(buffer)) > 0)
        {
            try
            {
                output.Write(buffer, 0, count);
                output.Flush();
            }
            catch (IOException)
            {
                machine.Kill();
                throw;
            }
        }
    }

    private static int Judge(int status, string errors, QemuCommand command)
    {
        string? complaint = QemuErrors.First(errors);
        if (complaint is not null && status != 0)
        {
            if (QemuErrors.IsLocked(complaint))
                throw new UserException($"the disk image {command.Image} is in use by another machine; power that one off first.");
            Console.Error.WriteLine($"xv6: QEMU could not run the machine: {complaint}");
            return NotBooted;
        }

        if (status <= NotBooted)
            return status;
        Console.Error.WriteLine($"xv6: QEMU ended unexpectedly, with status {status}.");
        return NotBooted;
    }
}
