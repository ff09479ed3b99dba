// head: prints the first lines of files.

namespace Xv6.Programs;

[Program("head")]
internal static class Head
{
    public static int Main(Arguments arguments)
    {
        int count = 10;
        OptionReader options = new(arguments, "head [-n LINES] [FILE]..."u8);
        while (options.MoveNext())
        {
            bool isCount = options.Letter == 'n' ? options.TryGetNumber(out count) : options.TryGetNumberFromLetter(out count);
            if (!isCount)
                return options.Stop();
        }
        InputFiles inputs = new(arguments, options.FirstOperand);
        while (inputs.MoveNext())
        {
            if (inputs.Count > 1)
                Console.WriteLine($"==> {inputs.Name} <==");
            LineReader reader = new(inputs.Current);
            for (int i = 0; i < count && reader.TryReadLine(out ReadOnlySpan<byte> line); i++)
                LineOutput.Write(line, reader);
            if (reader.Error != ErrorNumber.None)
                inputs.ReportFailure(reader.Error);
        }
        return inputs.Status;
    }
}
