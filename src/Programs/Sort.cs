// sort: prints the lines of its inputs in order. -n by the numbers that they start with, -r backwards, -u each line once.

using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace Xv6.Programs;

[Program("sort")]
internal static class Sort
{
    public static int Main(Arguments arguments)
    {
        bool isNumeric = false;
        bool isReversed = false;
        bool isUnique = false;
        OptionReader options = new(arguments, "sort [-nru] [FILE]..."u8);
        while (options.MoveNext())
        {
            switch (options.Letter)
            {
                case 'n':
                    isNumeric = true;
                    break;
                case 'r':
                    isReversed = true;
                    break;
                case 'u':
                    isUnique = true;
                    break;
                default:
                    return options.Stop();
            }
        }
        List<SortLine> lines = [];
        InputFiles inputs = new(arguments, options.FirstOperand);
        while (inputs.MoveNext())
        {
            LineReader reader = new(inputs.Current);
            while (reader.TryReadLine(out ReadOnlySpan<byte> line))
                lines.Add(new SortLine(new Utf8String(line), isNumeric ? NumberOf(line) : 0));
            if (reader.Error != ErrorNumber.None)
                inputs.ReportFailure(reader.Error);
        }
        Span<SortLine> sorted = CollectionsMarshal.AsSpan(lines);
        if (isReversed)
            Sorting.Sort<SortLine, Descending>(sorted);
        else
            Sorting.Sort<SortLine, Ascending>(sorted);
        for (int i = 0; i < sorted.Length; i++)
        {
            if (!isUnique || i == 0 || sorted[i].Text != sorted[i - 1].Text)
                Console.Out.WriteLine(sorted[i].Text);
        }
        return inputs.Status;
    }

    private static long NumberOf(ReadOnlySpan<byte> line)
        => Utf8Parser.TryParse(line.TrimStart(" \t"u8), out long number, out _) ? number : 0;

    /// <summary>A line; its number is 0 unless lines are sorted by number.</summary>
    private readonly record struct SortLine(Utf8String Text, long Number);

    private readonly struct Ascending : IOrder<SortLine>
    {
        public static bool Precedes(in SortLine left, in SortLine right)
            => left.Number != right.Number ? left.Number < right.Number : left.Text.CompareTo(right.Text) < 0;
    }

    private readonly struct Descending : IOrder<SortLine>
    {
        public static bool Precedes(in SortLine left, in SortLine right) => Ascending.Precedes(right, left);
    }
}
