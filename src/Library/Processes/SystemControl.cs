// The system as a whole: what it is doing, and its end.

using System.Diagnostics.CodeAnalysis;

namespace Xv6.Library;

/// <summary>Questions and orders to the kernel that are about no single process or file.</summary>
public static unsafe class SystemControl
{
    /// <summary>Ticks (1/10 s) since boot.</summary>
    public static int UptimeTicks => (int)SystemCall.Invoke(SystemCallNumber.Uptime).Value;

    /// <summary>The boot arguments' text, in the caller's buffer. Returns its whole length, which may be more than the buffer's.</summary>
    public static Result<int> GetBootArguments(Span<byte> buffer)
    {
        fixed (byte* address = buffer)
            return SystemCall.Invoke(SystemCallNumber.BootArguments, (nint)address, buffer.Length).ToInt32();
    }

    /// <summary>Powers the machine off; the host sees the status.</summary>
    [DoesNotReturn]
    public static void PowerOff(int status)
    {
        Console.Out.Flush();
        SystemCall.Invoke(SystemCallNumber.PowerOff, status);
        throw new InvalidOperationException("the machine did not power off");
    }

    public static Result<SystemInformation> GetInformation()
    {
        SystemInformation information = default;
        SystemCallResult result = SystemCall.Invoke(SystemCallNumber.SystemInformation, (nint)(&information));
        return result.Error == ErrorNumber.None ? information : result.Error;
    }

    public static Result<MemoryStatistics> GetMemoryStatistics()
    {
        MemoryStatistics statistics = default;
        SystemCallResult result = SystemCall.Invoke(
            SystemCallNumber.MemoryStatistics, (nint)StatisticsKind.Counters, (nint)(&statistics), sizeof(MemoryStatistics));
        return result.Error == ErrorNumber.None ? statistics : result.Error;
    }

    /// <summary>Fills in records of the kernel's objects, one for each kind; returns how many kinds there are, which may be more.</summary>
    public static Result<int> GetKernelObjects(Span<KernelObjects> buffer)
    {
        fixed (KernelObjects* address = buffer)
        {
            return SystemCall.Invoke(
                SystemCallNumber.MemoryStatistics, (nint)StatisticsKind.KernelObjects, (nint)address, buffer.Length * sizeof(KernelObjects)).ToInt32();
        }
    }

    /// <summary>Fills in records of the classes of locks; returns how many there are, which may be more.</summary>
    public static Result<int> GetLockUsage(Span<LockUsage> buffer)
    {
        fixed (LockUsage* address = buffer)
        {
            return SystemCall.Invoke(
                SystemCallNumber.MemoryStatistics, (nint)StatisticsKind.Locks, (nint)address, buffer.Length * sizeof(LockUsage)).ToInt32();
        }
    }

    /// <summary>Fills in records of processes; returns how many there are, which may be more.</summary>
    public static Result<int> GetProcesses(Span<ProcessInformation> buffer)
    {
        fixed (ProcessInformation* address = buffer)
            return SystemCall.Invoke(SystemCallNumber.Processes, (nint)address, buffer.Length).ToInt32();
    }

    /// <summary>Fills in records of the ranges of a process's memory, in order; returns how many there are, which may be more.</summary>
    /// <param name="processId">0 = the caller.</param>
    /// <param name="buffer">Receives the records.</param>
    public static Result<int> GetRegions(int processId, Span<RegionInformation> buffer)
    {
        fixed (RegionInformation* address = buffer)
            return SystemCall.Invoke(SystemCallNumber.Regions, processId, (nint)address, buffer.Length).ToInt32();
    }

    /// <summary>Whether a descriptor leads to the console, and not to a file, a pipe or another device.</summary>
    public static bool IsConsole(FileDescriptor descriptor)
        => descriptor.GetStatus().Try(out FileStatus status, out _) && status.Type == FileType.Device
            && FileSystem.GetStatus("/console"u8).Try(out FileStatus console, out _) && status.InodeNumber == console.InodeNumber;

    /// <summary>Sets what the console does with what is typed; returns the mode before.</summary>
    public static Result<ConsoleMode> SetConsoleMode(ConsoleMode mode)
    {
        SystemCallResult result = SystemCall.Invoke(SystemCallNumber.ConsoleMode, (nint)mode);
        return result.Error == ErrorNumber.None ? (ConsoleMode)(int)result.Value : result.Error;
    }

    /// <summary>
    /// Whether ^C was typed since the last call. From the first call on the caller controls the console: ^C doesn't kill it, but ends
    /// what it waits for with <see cref="ErrorNumber.Interrupted"/> until it calls this again.
    /// </summary>
    public static bool TakeInterruption() => SystemCall.Invoke(SystemCallNumber.TakeInterruption).Value == 1;

    /// <summary>The size of the console's terminal, as far as it is known; see <see cref="MeasureTerminal"/>.</summary>
    public static TerminalSize TerminalSize => TerminalSize.From(SystemCall.Invoke(SystemCallNumber.TerminalSize));

    /// <summary>Asks the console's terminal for its size, which the user may have changed. Waits for the answer a moment at most.</summary>
    public static TerminalSize MeasureTerminal()
    {
        const int LongestWait = 2;
        TerminalSize size = TerminalSize;
        if (size.IsAnswerDue)
            return size; // It didn't answer the last time either, or did so after something that is still to be read.
        size = TerminalSize.From(SystemCall.Invoke(SystemCallNumber.TerminalSize, 1));
        for (int end = UptimeTicks + LongestWait; size.IsAnswerDue && UptimeTicks - end < 0;)
            size = TerminalSize;
        return size;
    }

    /// <summary>Has the kernel print a process's page table on the console.</summary>
    /// <param name="processId">0 = the caller's.</param>
    /// <param name="style">How entries are labelled.</param>
    public static ErrorNumber PrintPageTable(int processId, PageTableStyle style)
    {
        Console.Out.Flush();
        return SystemCall.Invoke(SystemCallNumber.PrintPageTable, processId, (nint)style).Error;
    }
}
