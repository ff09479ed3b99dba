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

    /// <summary>Sets what the console does with what is typed; returns the mode before.</summary>
    public static Result<ConsoleMode> SetConsoleMode(ConsoleMode mode)
    {
        SystemCallResult result = SystemCall.Invoke(SystemCallNumber.ConsoleMode, (nint)mode);
        return result.Error == ErrorNumber.None ? (ConsoleMode)(int)result.Value : result.Error;
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
