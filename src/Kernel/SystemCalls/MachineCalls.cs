// System calls on the machine as a whole.

using Xv6.Kernel.Devices;
using Xv6.Kernel.Files;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Processes;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.SystemCalls;

internal static class MachineCalls
{
    public static Result<ulong> BootArguments(SystemCallArguments arguments)
    {
        ReadOnlySpan<byte> text = Boot.BootArguments.Text;
        int length = Math.Min(text.Length, Math.Max(arguments.Int32(1), 0));
        return UserMemory.TryCopyOut(arguments.Address(0), text[..length]) ? (ulong)text.Length : ErrorNumber.BadAddress;
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
        return UserMemory.TryCopyOut(arguments.Address(0), in information) ? 0ul : ErrorNumber.BadAddress;
    }

    public static Result<ulong> SetForeground(SystemCallArguments arguments)
    {
        int founder = arguments.Int32(0);
        Process process = Process.Current;
        if (founder == process.Id || founder < 0)
            process.Job = process.Id;
        if (founder >= 0)
            ConsoleCommands.ForegroundJob = founder;
        return 0;
    }

    public static Result<ulong> ConsoleMode(SystemCallArguments arguments)
        => MachineDevices.Console.SetRawMode(arguments.Int32(0) != 0) ? 1ul : 0ul;
}
