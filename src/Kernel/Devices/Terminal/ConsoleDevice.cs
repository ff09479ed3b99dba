// The console: a terminal on a serial port.
//
// _lock protects the line discipline, what is known of the terminal, and the conditions "there is input" and "the port has room" for the
// two wait queues. It is taken before the port's lock, never after it.

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
    private SizeQuestion _sizeQuestion;
    private TerminalSize _size = TerminalSize.Default;
    private bool _canAsk;
    private IConsoleCommands? _commands;

    /// <summary>The size of the terminal, as far as it is known.</summary>
    /// <param name="isAnswerDue">The terminal was asked, and has not answered yet.</param>
    public TerminalSize GetTerminalSize(out bool isAnswerDue)
    {
        using var guard = _lock.Enter();
        isAnswerDue = _sizeQuestion.IsAnswerDue;
        return _size;
    }

    /// <summary>Says that there is a terminal, and how large it is. Without that nothing is known, and nobody is asked.</summary>
    public void SetTerminal(TerminalSize size)
    {
        using var guard = _lock.Enter();
        _size = size;
        _canAsk = true;
    }

    /// <summary>Asks the terminal for its size, which may have changed, unless an answer is due already.</summary>
    public void AskForSize()
    {
        using var guard = _lock.Enter();
        if (!_canAsk || _sizeQuestion.IsAnswerDue)
            return;
        _sizeQuestion.Ask();
        port.Write(SizeQuestion.Text);
    }

    /// <summary>Says who serves ^P and ^C; before that they do nothing.</summary>
    public void SetCommands(IConsoleCommands commands) => _commands = commands;

    /// <summary>Turns raw mode on or off: see <see cref="LineDiscipline"/>. Returns what it was before.</summary>
    public bool SetRawMode(bool isRaw)
    {
        ConsoleSignal signal = ConsoleSignal.None;
        bool before;
        bool wasFull;
        using (var guard = _lock.Enter())
        {
            before = _line.IsRaw;
            wasFull = !_line.HasRoom;
            var echo = new Echo(port);
            if (isRaw)
                _line.EnterRawMode();
            else if (before)
                signal = _line.LeaveRawMode(ref echo);
            WakeReaders();
        }

        if (wasFull)
            port.ResumeInput(); // what was erased, or dropped by ^C, made room
        Serve(signal);
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
            return _line.Room > _sizeQuestion.Held.Length;
        }
    }

    void ISerialClient.Receive(byte value)
    {
        ConsoleSignal signal = ConsoleSignal.None;
        using (var guard = _lock.Enter())
        {
            int count = _sizeQuestion.Accept(value, out TerminalSize? size);
            if (count > 0)
                signal = AcceptHeld(count);
            if (size is { } answer)
                _size = answer;
            if (signal == ConsoleSignal.None)
                WakeReaders();
        }

        Serve(signal);
    }

    // Readers wake after the kernel has done its part: one in raw mode may want to draw its screen anew.
    private void Serve(ConsoleSignal signal)
    {
        if (signal == ConsoleSignal.None)
            return;
        if (signal == ConsoleSignal.ListProcesses)
            _commands?.ListProcesses();
        else if (signal == ConsoleSignal.Interrupt)
            _commands?.Interrupt();
        using var guard = _lock.Enter();
        WakeReaders();
    }

    private void WakeReaders()
    {
        if (_line.HasInput)
            _readers.WakeAll();
    }

    /// <summary>What was held back is input; only its last byte can be a signal, since the others are the start of an escape sequence.</summary>
    private ConsoleSignal AcceptHeld(int count)
    {
        var echo = new Echo(port);
        ConsoleSignal signal = ConsoleSignal.None;
        foreach (byte value in _sizeQuestion.Held[..count])
            signal = _line.Accept(value, ref echo);
        _sizeQuestion.Release(count);
        return signal;
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
