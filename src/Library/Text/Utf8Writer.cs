// Buffered text to a descriptor.
//
// Invariant: what is in the buffer was written before everything that is still to come; nothing else may write to the same
// descriptor in between without a Flush.

namespace Xv6.Library;

/// <summary>When a <see cref="Utf8Writer"/> passes on what it holds.</summary>
public enum FlushPolicy
{
    /// <summary>When the buffer is full, and on <see cref="Utf8Writer.Flush"/>.</summary>
    WhenFull,

    /// <summary>At each end of a line if the descriptor is a device (the console), else as <see cref="WhenFull"/>.</summary>
    LinesOnDevices,

    /// <summary>At the end of each call.</summary>
    EachCall,
}

/// <summary>Writes text to a descriptor, through a buffer. The first failure is kept, and ends all writing.</summary>
public sealed class Utf8Writer(FileDescriptor descriptor, FlushPolicy policy = FlushPolicy.WhenFull) : TextOutput
{
    private const int BufferSize = 4096;

    private byte[]? _buffer;
    private int _used;
    private FlushPolicy _policy = policy;
    private bool _isDeviceKnown;

    public FileDescriptor Descriptor { get; } = descriptor;

    /// <summary>Why writing failed, if it did.</summary>
    public ErrorNumber Failure { get; private set; }

    /// <summary>
    /// A write to a pipe that nobody reads any more ends the program at once, without a word: there is nobody to write for.
    /// </summary>
    public bool ExitsOnBrokenPipe { get; set; }

    public override void Write(scoped ReadOnlySpan<byte> text)
    {
        Append(text);
        if (_policy != FlushPolicy.WhenFull && text.Contains((byte)'\n'))
            EndLine();
    }

    public override void WriteByte(byte value)
    {
        byte[] buffer = _buffer ??= AllocateBuffer();
        if (_used == buffer.Length)
            Flush();
        buffer[_used++] = value;
        if (value == '\n' && _policy != FlushPolicy.WhenFull)
            EndLine();
    }

    /// <summary>Passes on what is in the buffer.</summary>
    /// <returns>The first failure so far.</returns>
    public ErrorNumber Flush()
    {
        if (_used > 0)
        {
            int count = _used;
            _used = 0;
            Send(_buffer.AsSpan(0, count));
        }
        return Failure;
    }

    /// <summary>Forgets what is in the buffer, and earlier failures.</summary>
    public void Discard() => (_used, Failure) = (0, ErrorNumber.None);

    protected override void EndCall()
    {
        if (_policy == FlushPolicy.EachCall)
            Flush();
    }

    private void Append(scoped ReadOnlySpan<byte> text)
    {
        byte[] buffer = _buffer ??= AllocateBuffer();
        if (text.Length > buffer.Length - _used)
        {
            Flush();
            if (text.Length >= buffer.Length)
            {
                Send(text);
                return;
            }
        }
        text.CopyTo(buffer.AsSpan(_used));
        _used += text.Length;
    }

    /// <summary>The buffer lives as long as the writer, also when it is first used while an arena is entered.</summary>
    private static byte[] AllocateBuffer()
    {
        using Arena.Scope permanent = Arena.Leave();
        return new byte[BufferSize];
    }

    private void EndLine()
    {
        if (_policy == FlushPolicy.LinesOnDevices && !_isDeviceKnown)
        {
            _isDeviceKnown = true;
            if (!Descriptor.GetStatus().Try(out FileStatus status, out _) || status.Type != FileType.Device)
                _policy = FlushPolicy.WhenFull;
        }
        if (_policy != FlushPolicy.WhenFull)
            Flush();
    }

    private void Send(scoped ReadOnlySpan<byte> text)
    {
        if (Failure != ErrorNumber.None)
            return;
        Failure = Descriptor.WriteAll(text);
        if (Failure == ErrorNumber.BrokenPipe && ExitsOnBrokenPipe)
            Process.ExitAtOnce(Process.BrokenPipeStatus);
    }
}
