// Standard output, byte for byte. The runtime's own stream says nothing when nobody reads any more (a pipe into `head`), and a machine
// would go on for ever; a file stream would not move the offset that it shares with other processes.

using System.Runtime.InteropServices;

namespace Xv6.Cli.Tools;

public sealed class StandardOutput : Stream
{
    private const int Descriptor = 1;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="IOException">It is closed, full, or has no reader.</exception>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <exception cref="IOException">It is closed, full, or has no reader.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            nint written = Write(Descriptor, ref MemoryMarshal.GetReference(buffer), buffer.Length);
            if (written < 0)
                throw new IOException($"standard output: {Marshal.GetLastPInvokeErrorMessage()}");
            buffer = buffer[(int)written..];
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    private static extern nint Write(int descriptor, ref byte content, nint count);
}
