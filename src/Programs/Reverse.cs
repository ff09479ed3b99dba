// rev: prints lines with their characters the other way round.

namespace Xv6.Programs;

[Program("rev")]
internal static class Reverse
{
    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "rev [FILE]..."u8);
        if (options.MoveNext())
            return options.Stop();
        InputFiles inputs = new(arguments, options.FirstOperand);
        while (inputs.MoveNext())
        {
            LineReader reader = new(inputs.Current);
            while (reader.TryReadLine(out ReadOnlySpan<byte> line))
                Print(line, reader.LineWasTerminated);
            if (reader.Error != ErrorNumber.None)
                inputs.ReportFailure(reader.Error);
        }
        return inputs.Status;
    }

    private static void Print(ReadOnlySpan<byte> line, bool isTerminated)
    {
        while (line.Length > 0)
        {
            int start = line.Length - 1;
            while (start > 0 && !Utf8.IsScalarStart(line[start]))
                start--;
            Console.Write(line[start..]);
            line = line[..start];
        }
        if (isTerminated)
            Console.WriteLine();
    }
}
