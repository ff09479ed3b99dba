// ps: lists the processes.

namespace Xv6.Programs;

[Program("ps")]
internal static class ProcessList
{
    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "ps"u8);
        if (options.MoveNext())
            return options.Stop();
        ReadOnlySpan<ProcessInformation> processes = ProcessTable.Read(out ErrorNumber error);
        if (error != ErrorNumber.None)
            return Failure.Report("processes"u8, error);
        Console.WriteLine($"{"PID"u8,5} {"PPID"u8,5} {"STATE"u8,-6} {"HART"u8,4} {"MEMORY"u8,8} {"SIZE"u8,8} {"TIME"u8,7} NAME");
        foreach (ref readonly ProcessInformation process in processes)
            Print(process);
        return 0;
    }

    /// <summary>Memory in KiB, time in seconds.</summary>
    private static void Print(in ProcessInformation process)
    {
        const ulong BytesPerKibibyte = 1024;
        const ulong KibibytesPerPage = 4;
        Console.Write($"{process.ProcessId,5} {process.ParentProcessId,5} {ProcessTable.NameOf(process.State),-6} {process.Hart,4} ");
        Console.Write($"{process.ResidentPages * KibibytesPerPage,8} {process.VirtualBytes / BytesPerKibibyte,8} ");
        Console.WriteLine($"{process.ProcessorTicks / 10,5}.{process.ProcessorTicks % 10} {ProcessTable.NameOf(process)}");
    }
}
