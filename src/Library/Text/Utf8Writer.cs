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
    private bool _hasLine;

    public FileDescriptor Descriptor { get; } = descriptor;

    /// <summary>Why writing failed, if it did.</summary>
    public ErrorNumber Failure { get; private set; }

    /// <summary>
    /// A write to a pipe that nobody reads any more ends the program at once, without a word: there is nobody to write for.
    /// </summary>
    public bool ExitsOnBrokenPipe { get; set; }

    /// <summary>Passes on what is in the buffer.</summary>
    /// <returns>The first failure so far.</returns>
    public ErrorNumber Flush()
    {
        if (_used > 0)
        {
            int count = _used;
            _used = 0;
            _hasLine = false;
            Send(_buffer.AsSpan(0, count));
        }
        return Failure;
    }

    /// <summary>Forgets what is in the buffer, and earlier failures.</summary>
    public void Discard() => (_used, Failure) = (0, ErrorNumber.None);

    protected override void Append(scoped ReadOnlySpan<byte> text)
    {
        byte[] buffer = _buffer ??= AllocateBuffer();
        _hasLine |= _policy == FlushPolicy.LinesOnDevices && text.Contains((byte)'\n');
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

    protected override void AppendByte(byte value)
    {
        byte[] buffer = _buffer ??= AllocateBuffer();
        if (_used == buffer.Length)
            Flush();
        buffer[_used++] = value;
        _hasLine |= value == '\n';
    }

    protected override void EndCall()
    {
        if (_policy == FlushPolicy.LinesOnDevices && _hasLine)
            FindPolicy();
        if (_policy == FlushPolicy.EachCall || (_policy == FlushPolicy.LinesOnDevices && _hasLine))
            Flush();
    }

    /// <summary>At the first end of a line: asks whether the descriptor is a device.</summary>
    private void FindPolicy()
    {
        if (_isDeviceKnown)
            return;
        _isDeviceKnown = true;
        if (!Descriptor.GetStatus().Try(out FileStatus status, out _) || status.Type != FileType.Device)
            _policy = FlushPolicy.WhenFull;
    }

    /// <summary>The buffer lives as long as the writer, also when it is first used while an arena is entered.</summary>
    private static byte[] AllocateBuffer()
    {
        using Arena.Scope permanent = Arena.Leave();
        return new byte[BufferSize];
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
