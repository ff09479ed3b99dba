// vmstat: prints its own page table as a tree, then how much memory is free and how many processes there are.
//
// A line an entry, with one more " .." for each level: ` ..<index>: pte 0x<16 digits> pa 0x<16 digits>`. The kernel prints the table.

namespace Xv6.Programs;

[Program("vmstat")]
internal static class VirtualMemoryStatistics
{
    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "vmstat"u8);
        if (options.MoveNext())
            return options.Stop();
        ErrorNumber error = SystemControl.PrintPageTable(0, PageTableStyle.Indices);
        if (error != ErrorNumber.None)
            return Failure.Report("page table"u8, error);
        if (!SystemControl.GetInformation().Try(out SystemInformation information, out error))
            return Failure.Report("memory"u8, error);
        Console.WriteLine($"free memory: {information.FreeMemory}(bytes)");
        Console.WriteLine($"procs number: {information.ProcessCount}");
        return 0;
    }
}
