// The lines that were typed before. A file keeps them for the next shell: each line is appended when it is entered, and when the file has
// grown large it is written anew with the last lines.

namespace Xv6.Programs.Shell;

/// <summary>
/// The last lines, and the place in them that the arrow keys went to. Slots are used again, with their memory: nothing gives it back.
/// </summary>
internal sealed class History
{
    private const int Capacity = 128;
    private const int LargestFile = 16 * 1024;

    private static ReadOnlySpan<byte> Path => "/.history"u8;

    private readonly Utf8StringBuilder?[] _lines = new Utf8StringBuilder?[Capacity];
    private readonly Utf8StringBuilder _newLine = new();
    private int _count;
    private int _position;

    /// <summary>Adds a line, unless it is empty or the same as the last one, and goes behind the end. Returns whether it did.</summary>
    public bool Add(ReadOnlySpan<byte> line)
    {
        bool isNew = line.Length > 0 && !(_count > 0 && Slot(_count - 1).Span.SequenceEqual(line));
        if (isNew)
        {
            Utf8StringBuilder slot = Slot(_count++);
            slot.Clear();
            slot.Write(line);
        }
        _position = _count;
        return isNew;
    }

    /// <summary>Takes over what the file keeps.</summary>
    public void Load()
    {
        if (!FileDescriptor.Open(Path).Try(out FileDescriptor file, out _))
            return;
        LineReader reader = new(file);
        while (reader.TryReadLine(out ReadOnlySpan<byte> line))
            Add(line);
        file.Close();
    }

    /// <summary>Puts the line that was added last into the file. If that fails, the next shell doesn't know it.</summary>
    public void SaveLast()
    {
        if (_count == 0 || !FileDescriptor.Open(Path, OpenFlags.WriteOnly | OpenFlags.Create).Try(out FileDescriptor file, out _))
            return;
        bool isLarge = file.Seek(0, SeekFrom.End).Try(out long length, out _) && length > LargestFile;
        if (isLarge && file.Seek(0, SeekFrom.Start).IsSuccess)
            file.Truncate(0);
        for (int i = isLarge ? Math.Max(_count - Capacity, 0) : _count - 1; i < _count; i++)
        {
            file.WriteAll(Slot(i).Span);
            file.WriteAll("\n"u8);
        }
        file.Close();
    }

    public void WriteTo(TextOutput output)
    {
        for (int i = Math.Max(_count - Capacity, 0); i < _count; i++)
            output.WriteLine($"{i + 1,5}  {Slot(i).Span}");
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
