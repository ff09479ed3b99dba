// What a test must leave as it found it: free memory, processes, blocks, inodes.

namespace Xv6.MachinePrograms;

/// <param name="FreeMemory">Bytes that sbrk could still hand out.</param>
/// <param name="Processes">Those that exist.</param>
/// <param name="FreeBlocks">Blocks that no file owns.</param>
/// <param name="FreeInodes">Inodes that are no file.</param>
internal readonly record struct SystemSnapshot(ulong FreeMemory, ulong Processes, ulong FreeBlocks, ulong FreeInodes)
{
    private const int PageSize = 4096;
    private const int MostTicks = 300;
    private const int MostProcesses = 256;

    /// <summary>Pages that sbrk could still hand out.</summary>
    public static ulong FreePages => SystemControl.GetInformation().ValueOrDefault.FreeMemory / PageSize;

    public static SystemSnapshot Take()
    {
        SystemInformation system = SystemControl.GetInformation().ValueOrDefault;
        FileSystemStatistics files = FileSystem.GetStatistics().ValueOrDefault;
        return new(system.FreeMemory, system.ProcessCount, files.FreeBlocks, files.FreeInodes);
    }

    /// <summary>Waits until there are no more processes than there were. False, after a line that says so, if it doesn't come to that.</summary>
    public bool HaveProcessesEnded()
    {
        SystemSnapshot now = Take();
        for (int tick = 0; now.Processes != Processes && tick < MostTicks; tick++)
        {
            Process.Sleep(1);
            now = Take();
        }
        return Same("processes"u8, Processes, now.Processes);
    }

    /// <summary>
    /// Waits until the system is as it was: what exits or is written back does so by itself. False, after a line for each difference, if it
    /// doesn't come to that.
    /// </summary>
    public bool IsRestored()
    {
        SystemSnapshot now = Take();
        for (int tick = 0; now != this && tick < MostTicks; tick++)
        {
            FileSystem.Synchronize();
            Process.Sleep(1);
            now = Take();
        }
        return Same("free memory"u8, FreeMemory, now.FreeMemory)
            & Same("processes"u8, Processes, now.Processes)
            & Same("free blocks"u8, FreeBlocks, now.FreeBlocks)
            & Same("free inodes"u8, FreeInodes, now.FreeInodes);
    }

    /// <summary>
    /// Kills every process that is younger than the caller, and waits until the process table is as it was. False, after a line for each that
    /// stays, if one doesn't die.
    /// </summary>
    public bool EndYoungerProcesses()
    {
        Span<ProcessInformation> processes = stackalloc ProcessInformation[MostProcesses];
        for (int tick = 0; tick < MostTicks; tick++)
        {
            while (Process.WaitFor(Process.AnyChild, out _, WaitOptions.NoHang).Try(out int child, out _) && child != 0)
            {
            }
            int count = Math.Min(SystemControl.GetProcesses(processes).ValueOrDefault, MostProcesses);
            int younger = 0;
            foreach (ref readonly ProcessInformation process in processes[..count])
            {
                if (process.ProcessId > Process.Id && Process.Kill(process.ProcessId) == ErrorNumber.None)
                    younger++;
            }
            if (younger == 0)
                return true;
            Process.Sleep(1);
        }
        int left = Math.Min(SystemControl.GetProcesses(processes).ValueOrDefault, MostProcesses);
        foreach (ref readonly ProcessInformation process in processes[..left])
        {
            if (process.ProcessId > Process.Id)
                Failure.Report($"process {process.ProcessId} does not die; its state is {(int)process.State}");
        }
        return false;
    }

    private static bool Same(ReadOnlySpan<byte> what, ulong before, ulong now)
    {
        if (before != now)
            Failure.Report($"{what} was {(long)before} and is {(long)now}");
        return before == now;
    }
}
