// tac: prints the lines of each input, the last one first.

namespace Xv6.Programs;

[Program("tac")]
internal static class ReverseLines
{
    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "tac [FILE]..."u8);
        if (options.MoveNext())
            return options.Stop();
        InputFiles inputs = new(arguments, options.FirstOperand);
        while (inputs.MoveNext())
        {
            List<Utf8String> lines = [];
            LineReader reader = new(inputs.Current);
            while (reader.TryReadLine(out ReadOnlySpan<byte> line))
                lines.Add(new Utf8String(line));
            if (reader.Error != ErrorNumber.None)
                inputs.ReportFailure(reader.Error);
            for (int i = lines.Count - 1; i >= 0; i--)
                Console.WriteLine(lines[i]);
        }
        return inputs.Status;
    }
}
