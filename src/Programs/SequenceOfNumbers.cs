// seq: prints numbers, one a line: from FIRST (1) in steps (1) to LAST. -s puts something else between them, -w makes them equally wide.

namespace Xv6.Programs;

[Program("seq")]
internal static class SequenceOfNumbers
{
    public static int Main(Arguments arguments)
    {
        ReadOnlySpan<byte> separator = "\n"u8;
        bool isPadded = false;
        int first = 1;
        OptionReader options = new(arguments, "seq [-w] [-s SEPARATOR] [FIRST [STEP]] LAST"u8);
        while (first < arguments.Count && !Utf8.TryParse(arguments[first], out long _) && options.MoveNext())
        {
            if (options.Letter == 'w')
                isPadded = true;
            else if (options.Letter != 's' || !options.TryGetValue(out separator))
                return options.Stop();
            first = options.FirstOperand;
        }
        Span<long> numbers = stackalloc long[3];
        int count = arguments.Count - first;
        if (count is < 1 or > 3)
            return options.StopAtOperands();
        for (int i = 0; i < count; i++)
        {
            if (!Utf8.TryParse(arguments[first + i], out numbers[i]))
                return Failure.Report($"{arguments[first + i]}: not a number");
        }
        long start = count > 1 ? numbers[0] : 1;
        long step = count > 2 ? numbers[1] : 1;
        long last = numbers[count - 1];
        if (step == 0)
            return Failure.Report("a step of 0 leads nowhere"u8);
        Print(start, step, last, separator, isPadded ? Math.Max(WidthOf(start), WidthOf(last)) : 0);
        return 0;
    }

    private static void Print(long first, long step, long last, ReadOnlySpan<byte> separator, int width)
    {
        bool isFirst = true;
        for (long value = first; step > 0 ? value <= last : value >= last; value += step)
        {
            if (!isFirst)
                Console.Write(separator);
            isFirst = false;
            for (int zeros = width - WidthOf(value); zeros > 0; zeros--)
                Console.Write('0');
            Console.Write(value);
            bool overflowsNext = step > 0 ? value > long.MaxValue - step : value < long.MinValue - step;
            if (overflowsNext)
                break;
        }
        if (!isFirst)
            Console.WriteLine();
    }

    private static int WidthOf(long value)
    {
        int width = value < 0 ? 2 : 1;
        while ((value /= 10) != 0)
            width++;
        return width;
    }
}
