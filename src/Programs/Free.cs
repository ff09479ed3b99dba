// free: says how much memory there is, in KiB.

namespace Xv6.Programs;

[Program("free")]
internal static class Free
{
    private const ulong BytesPerKibibyte = 1024;

    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "free"u8);
        if (options.MoveNext())
            return options.Stop();
        if (!SystemControl.GetInformation().Try(out SystemInformation information, out ErrorNumber error))
            return Failure.Report("memory"u8, error);
        if (SystemControl.GetMemoryStatistics().Try(out MemoryStatistics statistics, out _))
        {
            Print("total"u8, statistics.TotalMemory);
            Print("free"u8, statistics.FreeMemory);
            Print("reserved"u8, statistics.ReservedMemory);
            Print("cache"u8, statistics.CacheMemory);
        }
        Print("available"u8, information.FreeMemory);
        return 0;
    }

    private static void Print(ReadOnlySpan<byte> name, ulong bytes) => Console.WriteLine($"{name,-10}{bytes / BytesPerKibibyte,12} KiB");
}
