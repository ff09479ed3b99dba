// What happens between keys and readers: editing of the current line, echo, end of file, and keys that ask the kernel for something.
//
// Bytes arrive in the ring. The first _readable of them belong to complete lines and may be read; the rest is the line being typed, which
// backspace and ^U still change. A ^D in the ring marks an end of file: readers see it as a read of zero bytes. In raw mode every byte is
// readable at once, is not echoed, and has no meaning here.
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
    KillForegroundJob,
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
    private const byte FirstPrintable = 0x20;
    private const byte Delete = 0x7f;

    private ByteRing _input;
    private int _readable;
    private bool _isRaw;

    /// <summary>Another byte can be accepted.</summary>
    public readonly bool HasRoom => _input.Free > 0;

    /// <summary>A read would not have to wait.</summary>
    public readonly bool HasInput => _readable > 0;

    /// <summary>Characters come as typed, without echo or editing. A line being typed becomes readable when this is turned on.</summary>
    public bool IsRaw
    {
        readonly get => _isRaw;
        set
        {
            _isRaw = value;
            if (value)
                _readable = _input.Count;
        }
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
            return ConsoleSignal.None;
        }

        switch (value)
        {
            case DataLinkEscape:
                return ConsoleSignal.ListProcesses;
            case EndOfText:
                DropLine();
                echo.Write("^C\n"u8);
                return ConsoleSignal.KillForegroundJob;
            case Backspace or Delete:
                EraseCharacter(ref echo);
                break;
            case NegativeAcknowledge:
                while (IsEditing)
                    EraseCharacter(ref echo);
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

    private void DropLine()
    {
        while (IsEditing)
            _input.TakeNewest();
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

    private static bool IsControl(byte value) => value < FirstPrintable && value is not (LineFeed or Tab);
}
