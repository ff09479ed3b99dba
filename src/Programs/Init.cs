// init: the first process. It makes the device nodes, opens the console, and keeps a shell running.
//
// With the boot argument exec=<hex> it runs the lines that the hexadecimal UTF-8 text holds instead, with zero bytes between them, each as
// `sh -c` would, prints nothing of its own, and powers the machine off. The shell is part of init for that: a foreign disk's own may not
// know how. The host sees the last line's status: 0 to 123 as it is, anything else (a killed program, 127 for "not found") as 123, since
// the numbers above mean that the machine itself failed.

using Xv6.Programs.Shell;

namespace Xv6.Programs;

[Program("init")]
internal static class Init
{
    private const int HighestReportedStatus = 123;

    private static ReadOnlySpan<byte> ShellPath => "/sh"u8;

    public static int Main(Arguments arguments)
    {
        OpenConsole();
        MakeDevices();
        if (TryGetLines(out ReadOnlySpan<byte> lines))
            RunLines(lines);
        while (true)
        {
            Console.Error.WriteLine("init: starting sh"u8);
            if (!StartShell([new("sh"u8)]).Try(out int shell, out ErrorNumber error))
            {
                Failure.Report("fork"u8, error);
                Process.Sleep(10);
                continue;
            }
            ReapUntil(shell);
        }
    }

    /// <summary>Makes the console descriptors 0, 1 and 2.</summary>
    private static void OpenConsole()
    {
        if (!FileDescriptor.Open("/console"u8, OpenFlags.ReadWrite).IsSuccess)
        {
            FileSystem.MakeDevice("/console"u8, DeviceMajor.Console);
            FileDescriptor.Open("/console"u8, OpenFlags.ReadWrite);
        }
        FileDescriptor.Input.Duplicate();
        FileDescriptor.Input.Duplicate();
    }

    private static void MakeDevices()
    {
        MakeDevice("/statistics"u8, DeviceMajor.Statistics);
        MakeDevice("/null"u8, DeviceMajor.Null);
        MakeDevice("/zero"u8, DeviceMajor.Zero);
        MakeDevice("/random"u8, DeviceMajor.Random);
    }

    private static void MakeDevice(ReadOnlySpan<byte> path, DeviceMajor major)
    {
        ErrorNumber error = FileSystem.MakeDevice(path, major);

        // A disk that is full or can't be written to is no reason not to start.
        if (error is not (ErrorNumber.None or ErrorNumber.FileExists))
            Failure.Report(path, error);
    }

    /// <summary>Finds the lines to run in the boot arguments.</summary>
    private static bool TryGetLines(out ReadOnlySpan<byte> lines)
    {
        byte[] text = new byte[1024];
        if (SystemControl.GetBootArguments(text).Try(out int length, out _) && length > text.Length)
        {
            text = new byte[length];
            SystemControl.GetBootArguments(text);
        }
        return BootArguments.TryGetHexadecimal(text.AsSpan(0, length), "exec="u8, out lines);
    }

    private static void RunLines(ReadOnlySpan<byte> lines)
    {
        int status = 0;
        while (lines.Length > 0)
        {
            int end = lines.IndexOf((byte)0);
            ReadOnlySpan<byte> line = end < 0 ? lines : lines[..end];
            lines = end < 0 ? default : lines[(end + 1)..];
            status = StartLine(line).Try(out int shell, out ErrorNumber error)
                ? ReapUntil(shell)
                : Failure.Report("fork"u8, error);
        }
        SystemControl.PowerOff(status is >= 0 and <= HighestReportedStatus ? status : HighestReportedStatus);
    }

    private static Result<int> StartLine(ReadOnlySpan<byte> line)
    {
        Result<int> child = Process.Fork();
        if (child.IsSuccess && child.ValueOrDefault == 0)
            Process.Exit(ShellProgram.RunLine(line));
        return child;
    }

    private static Result<int> StartShell(ReadOnlySpan<Utf8String> arguments)
    {
        Result<int> child = Process.Fork();
        if (child.IsSuccess && child.ValueOrDefault == 0)
            Process.Exit(Failure.Report(ShellPath, Process.Execute(ShellPath, arguments)));
        return child;
    }

    /// <summary>Waits until this child exits; meanwhile it takes in every process whose parent has gone. Returns the status.</summary>
    private static int ReapUntil(int child)
    {
        while (true)
        {
            if (!Process.Wait(out int status).Try(out int exited, out _) || exited == child)
                return status;
        }
    }
}
