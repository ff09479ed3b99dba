// The lines that were typed before.

namespace Xv6.Programs.Shell;

/// <summary>
/// The last lines, and the place in them that the arrow keys went to. Slots are used again, with their memory: nothing gives it back.
/// </summary>
internal sealed class History
{
    private const int Capacity = 128;

    private readonly Utf8StringBuilder?[] _lines = new Utf8StringBuilder?[Capacity];
    private readonly Utf8StringBuilder _newLine = new();
    private int _count;
    private int _position;

    /// <summary>Adds a line, unless it is empty or the same as the last one, and goes behind the end.</summary>
    public void Add(ReadOnlySpan<byte> line)
    {
        if (line.Length > 0 && !(_count > 0 && Slot(_count - 1).Span.SequenceEqual(line)))
        {
            Utf8StringBuilder slot = Slot(_count++);
            slot.Clear();
            slot.Write(line);
        }
        _position = _count;
    }

    /// <summary>Goes to an older (-1) or newer (1) line; the newest is the one being typed.</summary>
    /// <param name="current">The line as it is, kept while it is being typed.</param>
    /// <param name="line">The line to show instead.</param>
    /// <param name="step">-1 or 1.</param>
    public bool TryMove(int step, ReadOnlySpan<byte> current, out ReadOnlySpan<byte> line)
    {
        int target = _position + step;
        line = default;
        if (target < Math.Max(_count - Capacity, 0) || target > _count)
            return false;
        if (_position == _count)
        {
            _newLine.Clear();
            _newLine.Write(current);
        }
        _position = target;
        line = target == _count ? _newLine.Span : Slot(target).Span;
        return true;
    }

    private Utf8StringBuilder Slot(int index) => _lines[index % Capacity] ??= new Utf8StringBuilder();
}
