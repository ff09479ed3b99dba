// cut: prints parts of each line: bytes (-b, -c) or fields (-f) between separators (-d, a tab).
// A list is numbers and ranges from 1: 1,3-5,7-

namespace Xv6.Programs;

[Program("cut")]
internal static class Cut
{
    public static int Main(Arguments arguments)
    {
        ReadOnlySpan<byte> list = default;
        byte separator = (byte)'\t';
        bool isByField = false;
        bool leavesOut = false;
        OptionReader options = new(arguments, "cut (-c LIST | -f LIST [-d SEPARATOR] [-s]) [FILE]..."u8);
        while (options.MoveNext())
        {
            switch (options.Letter)
            {
                case 'b' or 'c' when options.TryGetValue(out list):
                    isByField = false;
                    break;
                case 'f' when options.TryGetValue(out list):
                    isByField = true;
                    break;
                case 'd' when options.TryGetValue(out ReadOnlySpan<byte> text) && text.Length == 1:
                    separator = text[0];
                    break;
                case 's':
                    leavesOut = true;
                    break;
                default:
                    return options.Stop();
            }
        }
        List<Part> parts = [];
        if (!TryParse(list, parts))
            return options.StopAtOperands();
        InputFiles inputs = new(arguments, options.FirstOperand);
        while (inputs.MoveNext())
        {
            LineReader reader = new(inputs.Current);
            while (reader.TryReadLine(out ReadOnlySpan<byte> line))
            {
                if (!isByField)
                    PrintBytes(line, parts);
                else if (line.Contains(separator))
                    PrintFields(line, separator, parts);
                else if (!leavesOut)
                    Console.WriteLine(line);
            }
            if (reader.Error != ErrorNumber.None)
                inputs.ReportFailure(reader.Error);
        }
        return inputs.Status;
    }

    private static bool TryParse(ReadOnlySpan<byte> list, List<Part> parts)
    {
        while (list.Length > 0)
        {
            int comma = list.IndexOf((byte)',');
            ReadOnlySpan<byte> text = comma < 0 ? list : list[..comma];
            list = comma < 0 ? default : list[(comma + 1)..];
            int dash = text.IndexOf((byte)'-');
            (int first, int last) = (1, int.MaxValue);
            ReadOnlySpan<byte> start = dash < 0 ? text : text[..dash];
            ReadOnlySpan<byte> end = dash < 0 ? text : text[(dash + 1)..];
            if ((start.Length > 0 && !Utf8.TryParse(start, out first)) || (end.Length > 0 && !Utf8.TryParse(end, out last)))
                return false;
            if (first < 1 || last < first || text.Length == dash + 1 - start.Length)
                return false;
            parts.Add(new Part(first, last));
        }
        return parts.Count > 0;
    }

    private static void PrintBytes(ReadOnlySpan<byte> line, List<Part> parts)
    {
        for (int i = 0; i < line.Length; i++)
        {
            if (IsIn(parts, i + 1))
                Console.Out.WriteByte(line[i]);
        }
        Console.WriteLine();
    }

    private static void PrintFields(ReadOnlySpan<byte> line, byte separator, List<Part> parts)
    {
        bool isFirst = true;
        for (int number = 1; ; number++)
        {
            int length = line.IndexOf(separator);
            if (IsIn(parts, number))
            {
                if (!isFirst)
                    Console.Out.WriteByte(separator);
                isFirst = false;
                Console.Write(length < 0 ? line : line[..length]);
            }
            if (length < 0)
                break;
            line = line[(length + 1)..];
        }
        Console.WriteLine();
    }

    private static bool IsIn(List<Part> parts, int number)
    {
        foreach (Part part in parts)
        {
            if (number >= part.First && number <= part.Last)
                return true;
        }
        return false;
    }

    private readonly record struct Part(int First, int Last);
}
