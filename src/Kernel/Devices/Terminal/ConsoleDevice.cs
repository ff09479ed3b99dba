// The console: a terminal on a serial port.
//
// _lock protects the line discipline, and the conditions "there is input" and "the port has room" for the two wait queues. It is taken
// before the port's lock, never after it.

using Xv6.Kernel.Devices.Serial;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;
using Xv6.Machine.Text;

namespace Xv6.Kernel.Devices.Terminal;

public sealed class ConsoleDevice(Uart16550 port) : ICharacterDevice, ISerialClient
{
    /// <summary>Bytes that are copied, and reach the port, in one piece.</summary>
    private const int PieceSize = 512;

    private SpinLock _lock = new(LockOrder.Console);
    private WaitQueue _readers = new();
    private WaitQueue _writers = new();
    private LineDiscipline _line;
    private IConsoleCommands? _commands;

    /// <summary>Says who serves ^P and ^C; before that they do nothing.</summary>
    public void SetCommands(IConsoleCommands commands) => _commands = commands;

    /// <summary>Turns raw mode on or off: see <see cref="LineDiscipline.IsRaw"/>. Returns what it was before.</summary>
    public bool SetRawMode(bool isRaw)
    {
        using var guard = _lock.Enter();
        bool before = _line.IsRaw;
        _line.IsRaw = isRaw;
        if (_line.HasInput)
            _readers.WakeAll();
        return before;
    }

    /// <summary>Waits for a line, or in raw mode for a character; reads at most one line, and at most one piece of it.</summary>
    public Result<int> Read(ref IoBuffer destination)
    {
        if (destination.Remaining == 0)
            return 0;
        Span<byte> memory = stackalloc byte[PieceSize];
        Span<byte> piece = memory[..int.Min(PieceSize, destination.Remaining)];
        if (!ReadPiece(piece).TryGet(out int count, out ErrorNumber error))
            return error;
        error = destination.Fill(piece[..count]);
        return error == ErrorNumber.None ? count : error;
    }

    /// <summary>Writes all of the bytes. One call's stay together if they fit one piece, else line by line if they have lines.</summary>
    public Result<int> Write(ref IoBuffer source)
    {
        Span<byte> piece = stackalloc byte[PieceSize];
        int written = 0;
        int kept = 0;
        while (source.Remaining + kept > 0)
        {
            int copied = int.Min(PieceSize - kept, source.Remaining);
            ErrorNumber error = source.Drain(piece.Slice(kept, copied));
            if (error != ErrorNumber.None)
                return written > 0 ? written : error;
            Span<byte> bytes = piece[..(kept + copied)];
            int length = source.Remaining > 0 ? LengthOfWholeLines(bytes) : bytes.Length;
            error = WritePiece(bytes[..length]);
            if (error != ErrorNumber.None)
                return written > 0 ? written : error;
            written += length;
            kept = bytes.Length - length;
            bytes[length..].CopyTo(piece);
        }

        return written;
    }

    bool ISerialClient.HasRoom
    {
        get
        {
            using var guard = _lock.Enter();
            return _line.HasRoom;
        }
    }

    void ISerialClient.Receive(byte value)
    {
        ConsoleSignal signal;
        using (var guard = _lock.Enter())
        {
            var echo = new Echo(port);
            signal = _line.Accept(value, ref echo);
            if (_line.HasInput)
                _readers.WakeAll();
        }

        if (signal == ConsoleSignal.ListProcesses)
            _commands?.ListProcesses();
        else if (signal == ConsoleSignal.KillForegroundJob)
            _commands?.KillForegroundJob();
    }

    void ISerialClient.TransmitterHasRoom()
    {
        using var guard = _lock.Enter();
        _writers.WakeAll();
    }

    private Result<int> ReadPiece(scoped Span<byte> piece)
    {
        int count;
        bool wasFull;
        using (var guard = _lock.Enter())
        {
            while (!_line.HasInput)
            {
                ErrorNumber error = _readers.Wait(in guard);
                if (error != ErrorNumber.None)
                    return error;
            }

            wasFull = !_line.HasRoom;
            count = _line.Read(piece);
        }

        if (wasFull)
            port.ResumeInput();
        return count;
    }

    private ErrorNumber WritePiece(scoped ReadOnlySpan<byte> piece)
    {
        using var guard = _lock.Enter();
        while (!port.TryWrite(piece))
        {
            ErrorNumber error = _writers.Wait(in guard);
            if (error != ErrorNumber.None)
                return error;
        }

        return ErrorNumber.None;
    }

    private static int LengthOfWholeLines(scoped ReadOnlySpan<byte> bytes)
    {
        int lastLineEnd = bytes.LastIndexOf((byte)'\n');
        return lastLineEnd < 0 ? bytes.Length : lastLineEnd + 1;
    }

    /// <summary>What was typed goes back to the terminal.</summary>
    private readonly struct Echo(Uart16550 port) : ITextSink
    {
        public void Write(scoped ReadOnlySpan<byte> text) => port.Write(text);
    }
}
