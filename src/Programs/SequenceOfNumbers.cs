// seq: prints numbers, one a line: from FIRST (1) in steps (1) to LAST.

namespace Xv6.Programs;

[Program("seq")]
internal static class SequenceOfNumbers
{
    public static int Main(Arguments arguments)
    {
        Span<long> numbers = stackalloc long[3];
        int count = arguments.Count - 1;
        if (count is < 1 or > 3)
            return Failure.ReportUsage("seq [FIRST [STEP]] LAST"u8);
        for (int i = 0; i < count; i++)
        {
            if (!Utf8.TryParse(arguments[i + 1], out numbers[i]))
                return Failure.Report(arguments[i + 1], ErrorNumber.InvalidArgument);
        }
        long first = count > 1 ? numbers[0] : 1;
        long step = count > 2 ? numbers[1] : 1;
        long last = numbers[count - 1];
        if (step == 0)
            return Failure.Report("a step of 0 leads nowhere"u8);
        for (long value = first; step > 0 ? value <= last : value >= last; value += step)
        {
            Console.WriteLine(value);
            bool overflowsNext = step > 0 ? value > long.MaxValue - step : value < long.MinValue - step;
            if (overflowsNext)
                break;
        }
        return 0;
    }
}
