// uniq: prints lines once that follow each other. -c counts them, -d prints only repeated ones, -u only those that are not; -i takes
// capital and small letters for the same.

namespace Xv6.Programs;

[Program("uniq")]
internal static class Unique
{
    public static int Main(Arguments arguments)
    {
        Choice choice = default;
        OptionReader options = new(arguments, "uniq [-cdiu] [FILE]"u8);
        while (options.MoveNext())
        {
            switch (options.Letter)
            {
                case 'c':
                    choice.ShowsCount = true;
                    break;
                case 'd':
                    choice.HidesSingle = true;
                    break;
                case 'i':
                    choice.IgnoresCase = true;
                    break;
                case 'u':
                    choice.HidesRepeated = true;
                    break;
                default:
                    return options.Stop();
            }
        }
        if (options.OperandCount > 1)
            return options.StopAtOperands();
        Utf8StringBuilder previous = new();
        int count = 0;
        InputFiles inputs = new(arguments, options.FirstOperand);
        while (inputs.MoveNext())
        {
            LineReader reader = new(inputs.Current);
            while (reader.TryReadLine(out ReadOnlySpan<byte> line))
            {
                if (count > 0 && !choice.AreSame(previous.Span, line))
                {
                    choice.Print(previous.Span, count);
                    count = 0;
                }
                if (count++ == 0)
                {
                    previous.Clear();
                    previous.Write(line);
                }
            }
            if (reader.Error != ErrorNumber.None)
                inputs.ReportFailure(reader.Error);
        }
        choice.Print(previous.Span, count);
        return inputs.Status;
    }

    /// <summary>Which lines are printed, and how.</summary>
    private struct Choice
    {
        public bool ShowsCount { get; set; }

        public bool HidesSingle { get; set; }

        public bool IgnoresCase { get; set; }

        public bool HidesRepeated { get; set; }

        public readonly bool AreSame(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
        {
            if (!IgnoresCase || left.Length != right.Length)
                return left.SequenceEqual(right);
            for (int i = 0; i < left.Length; i++)
            {
                if (Utf8.ToLower(left[i]) != Utf8.ToLower(right[i]))
                    return false;
            }
            return true;
        }

        public readonly void Print(ReadOnlySpan<byte> line, int count)
        {
            if (count == 0 || (count == 1 ? HidesSingle : HidesRepeated))
                return;
            if (ShowsCount)
                Console.Write($"{count,7} ");
            Console.WriteLine(line);
        }
    }
}
