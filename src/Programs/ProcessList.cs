// ps: lists the processes.

namespace Xv6.Programs;

[Program("ps")]
internal static class ProcessList
{
    /// <summary>Room for processes that start between the two calls.</summary>
    private const int Spare = 16;

    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "ps"u8);
        if (options.MoveNext())
            return options.Stop();
        if (!SystemControl.GetProcesses([]).Try(out int count, out ErrorNumber error))
            return Failure.Report("processes"u8, error);
        ProcessInformation[] processes = new ProcessInformation[count + Spare];
        if (!SystemControl.GetProcesses(processes).Try(out count, out error))
            return Failure.Report("processes"u8, error);
        Console.WriteLine($"{"PID"u8,5} {"PPID"u8,5} {"STATE"u8,-8} {"HART"u8,4} {"MEMORY"u8,8} {"SIZE"u8,8} {"TIME"u8,7} NAME");
        for (int i = 0; i < Math.Min(count, processes.Length); i++)
            Print(processes[i]);
        return 0;
    }

    /// <summary>Memory in KiB, time in seconds.</summary>
    private static void Print(in ProcessInformation process)
    {
        const ulong BytesPerKibibyte = 1024;
        const ulong KibibytesPerPage = 4;
        ReadOnlySpan<byte> name = process.Name;
        int end = name.IndexOf((byte)0);
        Console.Write($"{process.ProcessId,5} {process.ParentProcessId,5} {StateName(process.State),-8} {process.Hart,4} ");
        Console.Write($"{process.ResidentPages * KibibytesPerPage,8} {process.VirtualBytes / BytesPerKibibyte,8} ");
        Console.WriteLine($"{process.ProcessorTicks / 10,5}.{process.ProcessorTicks % 10} {(end < 0 ? name : name[..end])}");
    }

    private static ReadOnlySpan<byte> StateName(ProcessState state) => state switch
    {
        ProcessState.Starting => "starting"u8,
        ProcessState.Sleeping => "sleeping"u8,
        ProcessState.Runnable => "runnable"u8,
        ProcessState.Running => "running"u8,
        ProcessState.Zombie => "zombie"u8,
        _ => "?"u8,
    };
}
