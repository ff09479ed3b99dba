// System calls on the machine as a whole.

using Xv6.Kernel.Devices;
using Xv6.Kernel.Devices.Terminal;
using Xv6.Kernel.Files;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Processes;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.SystemCalls;

internal static class MachineCalls
{
    /// <summary>In the answer of <see cref="TerminalSize"/>: the terminal was asked and has not answered yet.</summary>
    private const int TerminalSizeIsDue = 1 << 30;

    public static Result<ulong> BootArguments(SystemCallArguments arguments)
    {
        ReadOnlySpan<byte> text = Boot.BootArguments.Text;
        int length = Math.Min(text.Length, Math.Max(arguments.Int32(1), 0));
        ErrorNumber error = UserMemory.CopyOut(arguments.Address(0), text[..length]);
        return error == ErrorNumber.None ? (ulong)text.Length : error;
    }

    public static Result<ulong> PowerOff(SystemCallArguments arguments)
    {
        // Not only durable but in its place: then even those who know nothing of the log can read the image.
        FileSystem.Root.Settle();
        MachineDevices.PowerOff(arguments.Int32(0) & 0xff);
        return ErrorNumber.NoSuchDevice;
    }

    public static Result<ulong> Information(SystemCallArguments arguments)
    {
        var information = new SystemInformation
        {
            FreeMemory = FrameAllocator.FreeFrames * VirtualAddress.PageSize,
            ProcessCount = (ulong)ProcessTable.Count,
        };
        return ProcessCalls.AsCallResult(UserMemory.CopyOut(arguments.Address(0), in information));
    }

    public static Result<ulong> SetForeground(SystemCallArguments arguments)
    {
        int founder = arguments.Int32(0);
        Process process = Process.Current;
        if (founder < 0)
            process.Job = process.Id;
        else
            ConsoleSession.SetForeground(process, founder);
        return 0;
    }

    public static Result<ulong> ConsoleMode(SystemCallArguments arguments)
    {
        Result<bool> before = ConsoleSession.SetRawMode(Process.Current, arguments.Int32(0) != 0);
        return before.IsError ? before.Error : before.Value ? 1ul : 0ul;
    }

    public static Result<ulong> TakeInterruption(SystemCallArguments arguments)
        => ConsoleSession.TakeInterruption(Process.Current) ? 1ul : 0ul;

    public static Result<ulong> TerminalSize(SystemCallArguments arguments)
    {
        ConsoleDevice console = MachineDevices.Console;
        if (arguments.Int32(0) != 0)
            console.AskForSize();
        TerminalSize size = console.GetTerminalSize(out bool isAnswerDue);
        return (ulong)((isAnswerDue ? TerminalSizeIsDue : 0) | size.Rows << 16 | size.Columns);
    }
}
