// Which number means which call. See Xv6.Machine.Abi.SystemCallNumber.

using Xv6.Machine.Abi;

namespace Xv6.Kernel.SystemCalls;

internal static unsafe partial class SystemCallTable
{
    private static void AddCommonCalls()
    {
        Add(1, "fork", &ProcessCalls.Fork);
        Add(2, "exit", &ProcessCalls.Exit);
        Add(3, "wait", &ProcessCalls.Wait);
        Add(4, "pipe", &FileCalls.Pipe);
        Add(5, "read", &FileCalls.Read);
        Add(6, "kill", &ProcessCalls.Kill);
        Add(7, "exec", &ExecCall.Exec, setsRegisters: true);
        Add(8, "fstat", &FileCalls.Status);
        Add(9, "chdir", &PathCalls.ChangeDirectory);
        Add(10, "dup", &FileCalls.Duplicate);
        Add(11, "getpid", &ProcessCalls.GetProcessId, isBrief: true);
        Add(12, "sbrk", &MemoryCalls.SetBreak);
        Add(13, "sleep", &ProcessCalls.Sleep);
        Add(14, "uptime", &ProcessCalls.Uptime, isBrief: true);
        Add(15, "open", &PathCalls.Open);
        Add(16, "write", &FileCalls.Write);
        Add(17, "mknod", &PathCalls.MakeNode);
        Add(18, "unlink", &PathCalls.Unlink);
        Add(19, "link", &PathCalls.Link);
        Add(20, "mkdir", &PathCalls.MakeDirectory);
        Add(21, "close", &FileCalls.Close);
        Add(22, "trace", &ProcessCalls.Trace);
        Add(24, "sigalarm", &ProcessCalls.SetAlarm);
        Add(25, "sigreturn", &ProcessCalls.AlarmReturn, setsRegisters: true);
        Add(26, "symlink", &PathCalls.SymbolicLink);
        Add(27, "mmap", &MappingCalls.Map);
        Add(28, "munmap", &MappingCalls.Unmap);
    }

    private static void AddCallsOf2020To2023()
    {
        Add(23, "sysinfo", &MachineCalls.Information);
        Add(30, "pgaccess", &MemoryCalls.PageAccess);
    }

    private static void AddCallsOf2024(int edition)
    {
        if (edition >= 2025)
        {
            Add(23, "interpose", &ProcessCalls.Interpose);
            Add(36, "cpupin", &ProcessCalls.PinToHart);
        }
        else
        {
            Add(23, "sysinfo", &MachineCalls.Information);
        }
        Add(33, "pgpte", &MemoryCalls.PageTableEntry);
        Add(34, "kpgtbl", &MemoryCalls.PrintPageTable);
    }

    private static void AddOwnCalls()
    {
        Add(SystemCallNumber.BootArguments, "bootarguments", &MachineCalls.BootArguments);
        Add(SystemCallNumber.PowerOff, "poweroff", &MachineCalls.PowerOff);
        Add(SystemCallNumber.SystemInformation, "sysinfo", &MachineCalls.Information);
        Add(SystemCallNumber.Sync, "sync", &FileCalls.Sync);
        Add(SystemCallNumber.SyncFile, "fsync", &FileCalls.SyncFile);
        Add(SystemCallNumber.Processes, "processes", &ProcessListCall.List);
        Add(SystemCallNumber.SetForeground, "setforeground", &MachineCalls.SetForeground);
        Add(SystemCallNumber.WaitFor, "waitpid", &ProcessCalls.WaitFor);
        Add(SystemCallNumber.Seek, "lseek", &FileCalls.Seek);
        Add(SystemCallNumber.Rename, "rename", &PathCalls.Rename);
        Add(SystemCallNumber.ReadLink, "readlink", &PathCalls.ReadLink);
        Add(SystemCallNumber.ConsoleMode, "consolemode", &MachineCalls.ConsoleMode);
        Add(SystemCallNumber.TakeInterruption, "takeinterruption", &MachineCalls.TakeInterruption);
        Add(SystemCallNumber.TerminalSize, "terminalsize", &MachineCalls.TerminalSize);
        Add(SystemCallNumber.GetCurrentDirectory, "getcwd", &PathCalls.GetCurrentDirectory);
        Add(SystemCallNumber.Truncate, "truncate", &FileCalls.Truncate);
        Add(SystemCallNumber.PageTableEntry, "pgpte", &MemoryCalls.PageTableEntry);
        Add(SystemCallNumber.PrintPageTable, "kpgtbl", &MemoryCalls.PrintPageTableOf);
        Add(SystemCallNumber.MemoryStatistics, "statistics", &MemoryReports.Statistics);
        Add(SystemCallNumber.Regions, "regions", &MemoryReports.Regions);
        Add(SystemCallNumber.PageAccess, "pgaccess", &MemoryCalls.PageAccess);
        Add(SystemCallNumber.Interpose, "interpose", &ProcessCalls.Interpose);
        Add(SystemCallNumber.PinToHart, "cpupin", &ProcessCalls.PinToHart);
        Add(SystemCallNumber.FailAllocations, "failallocations", &MemoryCalls.FailAllocations);
        Add(SystemCallNumber.GetParentProcessId, "getppid", &ProcessCalls.GetParentProcessId);
    }

    private static void Add(SystemCallNumber number, string name, delegate*<SystemCallArguments, Foundation.Result<ulong>> handler)
        => Add((int)number, name, handler);
}
