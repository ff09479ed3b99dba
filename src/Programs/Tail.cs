// tail: prints the last lines of files.

namespace Xv6.Programs;

[Program("tail")]
internal static class Tail
{
    public static int Main(Arguments arguments)
    {
        int count = 10;
        OptionReader options = new(arguments, "tail [-n LINES] [FILE]..."u8);
        while (options.MoveNext())
        {
            bool isCount = options.Letter == 'n' ? options.TryGetNumber(out count) : options.TryGetNumberFromLetter(out count);
            if (!isCount)
                return options.Stop();
        }
        LastLines lines = new(count);
        InputFiles inputs = new(arguments, options.FirstOperand);
        while (inputs.MoveNext())
        {
            if (inputs.Count > 1)
                Console.WriteLine($"==> {inputs.Name} <==");
            LineReader reader = new(inputs.Current);
            while (reader.TryReadLine(out ReadOnlySpan<byte> line))
                lines.Add(line, reader.LineWasTerminated);
            lines.WriteAndClear();
            if (reader.Error != ErrorNumber.None)
                inputs.ReportFailure(reader.Error);
        }
        return inputs.Status;
    }

    /// <summary>A ring of the last lines. Slots are used again, with their memory.</summary>
    private sealed class LastLines(int capacity)
    {
        private readonly List<Utf8StringBuilder> _slots = [];
        private int _next;

        public void Add(ReadOnlySpan<byte> line, bool isTerminated)
        {
            if (capacity == 0)
                return;
            if (_next >= capacity)
                _slots[_next % capacity].Clear();
            else if (_next == _slots.Count)
                _slots.Add(new Utf8StringBuilder());
            Utf8StringBuilder slot = _slots[_next++ % capacity];
            slot.Write(line);
            if (isTerminated)
                slot.WriteByte((byte)'\n');
        }

        public void WriteAndClear()
        {
            for (int i = Math.Max(_next - capacity, 0); i < _next; i++)
            {
                Console.Write(_slots[i % capacity].Span);
                _slots[i % capacity].Clear();
            }
            _next = 0;
        }
    }
}
