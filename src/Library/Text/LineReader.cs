// Lines of a descriptor.

namespace Xv6.Library;

/// <summary>Reads a descriptor line by line, through a buffer: it takes more from the descriptor than it has given out.</summary>
public sealed class LineReader(FileDescriptor descriptor)
{
    private byte[] _buffer = [];
    private int _start;
    private int _end;

    /// <summary>Why reading stopped, if it was not at the end of the file.</summary>
    public ErrorNumber Error { get; private set; }

    /// <summary>The last line that was read ended with a newline: only a file's last one may not.</summary>
    public bool LineWasTerminated { get; private set; }

    /// <summary>Reads a line, without its newline.</summary>
    /// <param name="line">Valid until the next call.</param>
    /// <returns>False at the end of the file, or on an error.</returns>
    public bool TryReadLine(out ReadOnlySpan<byte> line)
    {
        int searched = 0;
        while (true)
        {
            int newline = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                LineWasTerminated = true;
                line = _buffer.AsSpan(_start, searched + newline);
                _start += searched + newline + 1;
                return true;
            }
            searched = _end - _start;
            if (!Fill())
                break;
        }
        LineWasTerminated = false;
        line = _buffer.AsSpan(_start, _end - _start);
        _start = _end;
        return line.Length > 0;
    }

    private bool Fill()
    {
        MakeRoom();
        if (descriptor == FileDescriptor.Input)
            Console.Out.Flush();
        if (!descriptor.Read(_buffer.AsSpan(_end)).Try(out int count, out ErrorNumber error))
            Error = error;
        _end += count;
        return count > 0;
    }

    private void MakeRoom()
    {
        int used = _end - _start;
        byte[] target = used < _buffer.Length ? _buffer : new byte[Math.Max(used * 2, 4096)];
        _buffer.AsSpan(_start, used).CopyTo(target);
        (_buffer, _start, _end) = (target, 0, used);
    }
}
