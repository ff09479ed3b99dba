// sort: prints the lines of its inputs in order. -n by the numbers that they start with, -f without regard to case, -r backwards, -u each
// line once, -k by a field (fields are separated by blanks, or by what -t says), -c only checks, -o puts the result in a file.

using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace Xv6.Programs;

[Program("sort")]
internal static class Sort
{
    private static ReadOnlySpan<byte> Usage => "sort [-cfnru] [-k FIELD[,FIELD]] [-t CHARACTER] [-o FILE] [FILE]..."u8;

    public static int Main(Arguments arguments)
    {
        SortKey key = new();
        bool isReversed = false;
        bool isUnique = false;
        bool isCheck = false;
        ReadOnlySpan<byte> target = default;
        OptionReader options = new(arguments, Usage);
        while (options.MoveNext())
        {
            switch (options.Letter)
            {
                case 'c':
                    isCheck = true;
                    break;
                case 'f':
                    key.IgnoresCase = true;
                    break;
                case 'k' when options.TryGetValue(out ReadOnlySpan<byte> fields) && key.TrySetFields(fields, ref isReversed):
                    break;
                case 'n':
                    key.IsNumeric = true;
                    break;
                case 'o' when options.TryGetValue(out target):
                    break;
                case 'r':
                    isReversed = true;
                    break;
                case 't' when options.TryGetValue(out ReadOnlySpan<byte> separator) && separator.Length == 1:
                    key.Separator = separator[0];
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
                lines.Add(key.LineOf(line));
            if (reader.Error != ErrorNumber.None)
                inputs.ReportFailure(reader.Error);
        }
        Span<SortLine> sorted = CollectionsMarshal.AsSpan(lines);
        if (isCheck)
            return Check(sorted, isReversed);
        if (isReversed)
            Sorting.Sort<SortLine, Descending>(sorted);
        else
            Sorting.Sort<SortLine, Ascending>(sorted);
        return target.Length == 0 ? Write(Console.Out, sorted, isUnique) | inputs.Status : WriteFile(target, sorted, isUnique) | inputs.Status;
    }

    private static int Check(ReadOnlySpan<SortLine> lines, bool isReversed)
    {
        for (int i = 1; i < lines.Length; i++)
        {
            bool isWrong = isReversed ? Descending.Precedes(lines[i], lines[i - 1]) : Ascending.Precedes(lines[i], lines[i - 1]);
            if (isWrong)
                return Failure.Report($"line {i + 1} is out of order: {lines[i].Text}");
        }
        return 0;
    }

    private static int Write(Utf8Writer output, ReadOnlySpan<SortLine> lines, bool isUnique)
    {
        for (int i = 0; i < lines.Length; i++)
        {
            if (!isUnique || i == 0 || !lines[i].HasKeyOf(lines[i - 1]))
                output.WriteLine(lines[i].Text);
        }
        return 0;
    }

    private static int WriteFile(ReadOnlySpan<byte> path, ReadOnlySpan<SortLine> lines, bool isUnique)
    {
        const OpenFlags Flags = OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Truncate;
        if (!FileDescriptor.Open(path, Flags).Try(out FileDescriptor file, out ErrorNumber error))
            return Failure.Report(path, error);
        Utf8Writer output = new(file);
        Write(output, lines, isUnique);
        error = output.Flush();
        file.Close();
        return error == ErrorNumber.None ? 0 : Failure.Report(path, error);
    }

    private readonly struct Ascending : IOrder<SortLine>
    {
        public static bool Precedes(in SortLine left, in SortLine right) => left.CompareTo(right) < 0;
    }

    private readonly struct Descending : IOrder<SortLine>
    {
        public static bool Precedes(in SortLine left, in SortLine right) => left.CompareTo(right) > 0;
    }

    /// <summary>A line, and what it is sorted by: a number (0 unless lines are sorted by number) and a text.</summary>
    private readonly record struct SortLine(Utf8String Text, Utf8String Key, long Number)
    {
        public bool HasKeyOf(in SortLine other) => Number == other.Number && Key == other.Key;

        /// <summary>By the key; lines whose keys are the same, by their whole text.</summary>
        public int CompareTo(in SortLine other)
        {
            int order = Number.CompareTo(other.Number);
            if (order == 0)
                order = Key.CompareTo(other.Key);
            return order != 0 ? order : Text.CompareTo(other.Text);
        }
    }

    /// <summary>What lines are sorted by.</summary>
    private struct SortKey()
    {
        private int _first = 1;
        private int _last = int.MaxValue;

        public bool IsNumeric { get; set; }

        public bool IgnoresCase { get; set; }

        /// <summary>Between fields; 0 = blanks.</summary>
        public byte Separator { get; set; }

        /// <summary>Reads <c>2</c>, <c>2,3</c>, and letters of options behind that: <c>2nr</c>.</summary>
        public bool TrySetFields(ReadOnlySpan<byte> text, ref bool isReversed)
        {
            while (text is [.., (byte)'n' or (byte)'r' or (byte)'f'])
            {
                IsNumeric |= text[^1] == 'n';
                isReversed |= text[^1] == 'r';
                IgnoresCase |= text[^1] == 'f';
                text = text[..^1];
            }
            int comma = text.IndexOf((byte)',');
            bool isValid = Utf8.TryParse(comma < 0 ? text : text[..comma], out _first) && _first > 0;
            if (comma >= 0)
                isValid &= Utf8.TryParse(text[(comma + 1)..], out _last) && _last >= _first;
            return isValid;
        }

        public readonly SortLine LineOf(ReadOnlySpan<byte> line)
        {
            Utf8String text = new(line);
            ReadOnlySpan<byte> key = FieldsOf(line);
            if (IsNumeric)
                return new SortLine(text, default, Utf8Parser.TryParse(key.TrimStart(" \t"u8), out long number, out _) ? number : 0);
            if (!IgnoresCase)
                return new SortLine(text, _first == 1 && _last == int.MaxValue ? text : new Utf8String(key), 0);
            byte[] folded = key.ToArray();
            foreach (ref byte value in folded.AsSpan())
                value = Utf8.ToLower(value);
            return new SortLine(text, Utf8String.Wrap(folded), 0);
        }

        private readonly ReadOnlySpan<byte> FieldsOf(ReadOnlySpan<byte> line)
        {
            int start = StartOf(line, _first);
            int end = _last == int.MaxValue ? line.Length : Math.Max(StartOf(line, _last + 1), start);
            return line[start..end];
        }

        /// <summary>Where a field starts, counted from 1: behind the separator, or at the blanks before it.</summary>
        private readonly int StartOf(ReadOnlySpan<byte> line, int field)
        {
            int place = 0;
            for (int i = 1; i < field && place < line.Length; i++)
            {
                if (Separator != 0)
                {
                    int length = line[place..].IndexOf(Separator);
                    place = length < 0 ? line.Length : place + length + 1;
                    continue;
                }
                while (place < line.Length && line[place] is (byte)' ' or (byte)'\t')
                    place++;
                while (place < line.Length && line[place] is not ((byte)' ' or (byte)'\t'))
                    place++;
            }
            return place;
        }
    }
}
