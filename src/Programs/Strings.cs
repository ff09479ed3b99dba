// strings: prints the pieces of files that are text.

namespace Xv6.Programs;

[Program("strings")]
internal static class Strings
{
    public static int Main(Arguments arguments)
    {
        int minimum = 4;
        OptionReader options = new(arguments, "strings [-n LENGTH] [FILE]..."u8);
        while (options.MoveNext())
        {
            if (options.Letter != 'n' || !options.TryGetNumber(out minimum) || minimum == 0)
                return options.Stop();
        }
        byte[] buffer = new byte[4096];
        Utf8StringBuilder text = new();
        InputFiles inputs = new(arguments, options.FirstOperand);
        while (inputs.MoveNext())
        {
            ErrorNumber error;
            while (inputs.Current.Read(buffer).Try(out int count, out error) && count > 0)
            {
                foreach (byte value in buffer.AsSpan(0, count))
                {
                    if (value is (>= 0x20 and < 0x7F) or (byte)'\t')
                        text.WriteByte(value);
                    else
                        PrintAndClear(text, minimum);
                }
            }
            PrintAndClear(text, minimum);
            if (error != ErrorNumber.None)
                inputs.ReportFailure(error);
        }
        return inputs.Status;
    }

    private static void PrintAndClear(Utf8StringBuilder text, int minimum)
    {
        if (text.Length >= minimum)
            Console.WriteLine(text.Span);
        text.Clear();
    }
}
