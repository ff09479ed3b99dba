// kpgtbl: has the kernel print a page table as a tree: its own, or that of the process with the given number.

namespace Xv6.Programs;

[Program("kpgtbl")]
internal static class PageTable
{
    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "kpgtbl [PID]"u8);
        if (options.MoveNext())
            return options.Stop();
        int processId = 0;
        if (options.OperandCount > 0 && !Utf8.TryParse(arguments[options.FirstOperand], out processId))
            return options.StopAtOperands();
        ErrorNumber error = SystemControl.PrintPageTable(processId, PageTableStyle.VirtualAddresses);
        return error == ErrorNumber.None ? 0 : Failure.Report("page table"u8, error);
    }
}
