// What happens between keys and readers: editing of the current line, echo, end of file, and keys that ask the kernel for something.
//
// Bytes arrive in the ring. The first _readable of them belong to complete lines and may be read; the rest is the line being typed, which
// backspace, ^W and ^U still change. A ^D in the ring marks an end of file: readers see it as a read of zero bytes. In raw mode every byte is
// readable at once, is not echoed, and has no meaning here; only ^P still asks for the list of processes, and is read as well, so that the
// program can draw its screen anew.
//
// The console's lock protects it.

using Xv6.Kernel.Devices.Serial;
using Xv6.Machine.Text;

namespace Xv6.Kernel.Devices.Terminal;

/// <summary>What a key asks of the kernel.</summary>
public enum ConsoleSignal : byte
{
    None,

    /// <summary>^P</summary>
    ListProcesses,

    /// <summary>^C</summary>
    Interrupt,
}

public struct LineDiscipline
{
    private const byte EndOfText = 0x03; // ^C
    private const byte EndOfTransmission = 0x04; // ^D
    private const byte Backspace = 0x08;
    private const byte Tab = 0x09;
    private const byte LineFeed = 0x0a;
    private const byte CarriageReturn = 0x0d;
    private const byte DataLinkEscape = 0x10; // ^P
    private const byte NegativeAcknowledge = 0x15; // ^U
    private const byte EndOfBlock = 0x17; // ^W
    private const byte FirstPrintable = 0x20;
    private const byte Delete = 0x7f;

    private ByteRing _input;
    private ByteRing _typedAhead; // empty but inside LeaveRawMode
    private int _readable;
    private bool _isRaw;

    /// <summary>Another byte can be accepted.</summary>
    public readonly bool HasRoom => Room > 0;

    /// <summary>How many more bytes can be accepted.</summary>
    public readonly int Room => _input.Free;

    /// <summary>A read would not have to wait.</summary>
    public readonly bool HasInput => _readable > 0;

    /// <summary>Characters come as typed, without echo or editing.</summary>
    public readonly bool IsRaw => _isRaw;

    /// <summary>Turns raw mode on: a line being typed becomes readable.</summary>
    public void EnterRawMode()
    {
        _isRaw = true;
        _readable = _input.Count;
    }

    /// <summary>
    /// Turns raw mode off. What was typed ahead is meant for whoever reads lines now: it is echoed and edited as if it were typed only
    /// now. Returns what it asks of the kernel.
    /// </summary>
    public ConsoleSignal LeaveRawMode<TSink>(ref TSink echo) where TSink : ITextSink, allows ref struct
    {
        _isRaw = false;
        _readable = 0;
        while (_input.Count > 0)
            _typedAhead.Append(_input.Take());
        ConsoleSignal signal = ConsoleSignal.None;
        while (_typedAhead.Count > 0)
        {
            ConsoleSignal next = Accept(_typedAhead.Take(), ref echo);
            signal = next == ConsoleSignal.None ? signal : next;
        }

        return signal;
    }

    /// <summary>Takes a byte from the keyboard. There must be room.</summary>
    /// <param name="value">The byte.</param>
    /// <param name="echo">Where the terminal shows what was typed.</param>
    public ConsoleSignal Accept<TSink>(byte value, ref TSink echo) where TSink : ITextSink, allows ref struct
    {
        if (_isRaw)
        {
            _input.Append(value);
            _readable++;
            return value == DataLinkEscape ? ConsoleSignal.ListProcesses : ConsoleSignal.None;
        }

        switch (value)
        {
            case DataLinkEscape:
                return ConsoleSignal.ListProcesses;
            case EndOfText:
                DropInput();
                echo.Write("^C\n"u8);
                return ConsoleSignal.Interrupt;
            case Backspace or Delete:
                EraseCharacter(ref echo);
                break;
            case NegativeAcknowledge:
                while (IsEditing)
                    EraseCharacter(ref echo);
                break;
            case EndOfBlock:
                EraseWord(ref echo);
                break;
            case CarriageReturn:
                AppendToLine(LineFeed, ref echo);
                break;
            default:
                AppendToLine(value, ref echo);
                break;
        }

        return ConsoleSignal.None;
    }

    /// <summary>Reads what is readable, but not beyond the end of a line. Zero bytes mean the end of the file.</summary>
    /// <param name="destination">Room for at least one byte. There must be input.</param>
    public int Read(scoped Span<byte> destination)
    {
        int count = 0;
        while (count < destination.Length && _readable > 0)
        {
            bool isEndOfFile = !_isRaw && _input[0] == EndOfTransmission;
            if (isEndOfFile && count > 0)
                break; // for the next read
            byte value = _input.Take();
            _readable--;
            if (isEndOfFile)
                break;
            destination[count++] = value;
            if (!_isRaw && value == LineFeed)
                break;
        }

        return count;
    }

    private readonly bool IsEditing => _input.Count > _readable;

    private void AppendToLine<TSink>(byte value, ref TSink echo) where TSink : ITextSink, allows ref struct
    {
        _input.Append(value);
        if (value != EndOfTransmission)
            Echo(value, ref echo);
        if (value is LineFeed or EndOfTransmission || !HasRoom)
            _readable = _input.Count;
    }

    /// <summary>Forgets all that was typed ahead: it was meant for what ^C ends.</summary>
    private void DropInput()
    {
        _input.Clear();
        _readable = 0;
    }

    /// <summary>Takes back the last word of the line, and the blanks behind it.</summary>
    private void EraseWord<TSink>(ref TSink echo) where TSink : ITextSink, allows ref struct
    {
        while (IsEditing && IsBlank(_input[_input.Count - 1]))
            EraseCharacter(ref echo);
        while (IsEditing && !IsBlank(_input[_input.Count - 1]))
            EraseCharacter(ref echo);
    }

    /// <summary>Takes back the last character of the line: all bytes of its UTF-8 encoding, and the columns of its echo.</summary>
    private void EraseCharacter<TSink>(ref TSink echo) where TSink : ITextSink, allows ref struct
    {
        byte value = 0;
        bool isContinuation = true;
        while (isContinuation && IsEditing)
        {
            value = _input.TakeNewest();
            isContinuation = (value & 0xc0) == 0x80;
        }

        if (value == 0)
            return;
        EraseColumn(ref echo);
        if (IsControl(value))
            EraseColumn(ref echo);
    }

    private static void EraseColumn<TSink>(ref TSink echo) where TSink : ITextSink, allows ref struct => echo.Write("\b \b"u8);

    /// <summary>Shows a character; a control character as ^ and its letter, a tab as one space, so that it can be erased again.</summary>
    private static void Echo<TSink>(byte value, ref TSink echo) where TSink : ITextSink, allows ref struct
    {
        if (IsControl(value))
            echo.Write([(byte)'^', (byte)(value ^ 0x40)]);
        else
            echo.Write([value == Tab ? (byte)' ' : value]);
    }

    private static bool IsBlank(byte value) => value is (byte)' ' or Tab;

    private static bool IsControl(byte value) => value < FirstPrintable && value is not (LineFeed or Tab);
}
