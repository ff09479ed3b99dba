// The last lines of what goes by.

namespace Xv6.Programs;

/// <summary>A ring of lines. Slots are used again, with their memory.</summary>
internal sealed class LastLines(int capacity)
{
    private readonly List<Utf8StringBuilder> _slots = [];
    private int _next;

    /// <summary>Adds a line; if there are too many, the oldest one is forgotten.</summary>
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

    /// <summary>Adds a line; if there are too many, the oldest one is printed.</summary>
    public void WriteOldestAndAdd(ReadOnlySpan<byte> line, bool isTerminated)
    {
        if (capacity == 0)
        {
            Console.Write(line);
            Console.Write(isTerminated ? "\n"u8 : default);
            return;
        }
        if (_next >= capacity)
            Console.Write(_slots[_next % capacity].Span);
        Add(line, isTerminated);
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
