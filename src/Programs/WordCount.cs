// wc: counts lines, words and bytes.

namespace Xv6.Programs;

[Program("wc")]
internal static class WordCount
{
    public static int Main(Arguments arguments)
    {
        Selection selection = default;
        OptionReader options = new(arguments, "wc [-lwc] [FILE]..."u8);
        while (options.MoveNext())
        {
            switch (options.Letter)
            {
                case 'l':
                    selection |= Selection.Lines;
                    break;
                case 'w':
                    selection |= Selection.Words;
                    break;
                case 'c':
                    selection |= Selection.Bytes;
                    break;
                default:
                    return options.Stop();
            }
        }
        if (selection == 0)
            selection = Selection.Lines | Selection.Words | Selection.Bytes;

        byte[] buffer = new byte[8 * 1024];
        Counts total = default;
        InputFiles inputs = new(arguments, options.FirstOperand);
        while (inputs.MoveNext())
        {
            Counts counts = default;
            ErrorNumber error;
            while (inputs.Current.Read(buffer).Try(out int length, out error) && length > 0)
                counts.Add(buffer.AsSpan(0, length));
            if (error != ErrorNumber.None)
            {
                inputs.ReportFailure(error);
                continue;
            }
            Print(counts, selection, inputs.IsStandardInputOnly ? default : inputs.Name);
            total = total.Plus(counts);
        }
        if (inputs.Count > 1)
            Print(total, selection, "total"u8);
        return inputs.Status;
    }

    /// <summary>xv6's form: the numbers and the name (which may be empty), one space between each.</summary>
    private static void Print(Counts counts, Selection selection, ReadOnlySpan<byte> name)
    {
        if ((selection & Selection.Lines) != 0)
            Console.Write($"{counts.Lines} ");
        if ((selection & Selection.Words) != 0)
            Console.Write($"{counts.Words} ");
        if ((selection & Selection.Bytes) != 0)
            Console.Write($"{counts.Bytes} ");
        Console.WriteLine(name);
    }

    [Flags]
    private enum Selection
    {
        Lines = 1,
        Words = 2,
        Bytes = 4,
    }

    private struct Counts
    {
        private bool _isInWord;

        public long Lines { get; private set; }

        public long Words { get; private set; }

        public long Bytes { get; private set; }

        public void Add(ReadOnlySpan<byte> text)
        {
            Bytes += text.Length;
            foreach (byte value in text)
            {
                if (value == '\n')
                    Lines++;
                bool isSpace = Utf8.IsWhiteSpace(value);
                if (!isSpace && !_isInWord)
                    Words++;
                _isInWord = !isSpace;
            }
        }

        public readonly Counts Plus(Counts other)
            => new() { Lines = Lines + other.Lines, Words = Words + other.Words, Bytes = Bytes + other.Bytes };
    }
}
