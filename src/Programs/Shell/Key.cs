// Keys of a terminal, as the line editor understands them.

namespace Xv6.Programs.Shell;

internal enum Key
{
    /// <summary>The input is over.</summary>
    End,

    /// <summary>A character of text: <see cref="KeyReader.Text"/>.</summary>
    Text,

    Enter,
    Tab,
    Backspace,
    Delete,
    Left,
    Right,
    Up,
    Down,
    Home,
    LineEnd,
    WordLeft,
    WordRight,
    PageUp,
    PageDown,

    /// <summary>^C: gives the line up.</summary>
    Cancel,

    /// <summary>^D: the end of the input on an empty line, else Delete.</summary>
    EndOfFile,

    /// <summary>^K</summary>
    KillToEnd,

    /// <summary>^U</summary>
    KillToStart,

    /// <summary>^W</summary>
    KillWord,

    /// <summary>^Y: puts in again what was killed last.</summary>
    Yank,

    /// <summary>^L</summary>
    ClearScreen,

    /// <summary>^P, which the console itself handles when it is not raw.</summary>
    ListProcesses,

    /// <summary>Something that means nothing here.</summary>
    Unknown,
}

/// <summary>
/// Turns bytes of a raw console into keys. It reads single bytes, so that what is typed ahead stays for the program that is
/// started next.
/// </summary>
internal sealed class KeyReader(FileDescriptor console)
{
    private const byte Escape = 0x1B;
    private const byte EndOfText = 0x03;
    private const int LongestCharacter = 4;

    private readonly byte[] _text = new byte[LongestCharacter];
    private int _textLength;
    private byte? _putBack;

    /// <summary>The bytes of the last <see cref="Key.Text"/>: one character.</summary>
    public ReadOnlySpan<byte> Text => _text.AsSpan(0, _textLength);

    public Key Read()
    {
        if (!TryReadByte(out byte first))
            return Key.End;
        return first switch
        {
            (byte)'\r' or (byte)'\n' => Key.Enter,
            (byte)'\t' => Key.Tab,
            0x7F or 0x08 => Key.Backspace,
            Escape => ReadEscapeSequence(),
            >= 0x20 => ReadCharacter(first),
            _ => FromControl((char)(first + '@')),
        };
    }

    /// <summary>The rest of a character in UTF-8 follows its first byte at once.</summary>
    private Key ReadCharacter(byte first)
    {
        _text[0] = first;
        _textLength = 1;
        for (int length = Utf8.LengthByFirst(first); _textLength < length; _textLength++)
        {
            if (!TryReadByte(out byte next))
                return Key.End;
            if (Utf8.IsScalarStart(next))
            {
                _putBack = next;
                break;
            }
            _text[_textLength] = next;
        }
        return Key.Text;
    }

    private static Key FromControl(char letter) => letter switch
    {
        'A' => Key.Home,
        'B' => Key.Left,
        'C' => Key.Cancel,
        'D' => Key.EndOfFile,
        'E' => Key.LineEnd,
        'F' => Key.Right,
        'K' => Key.KillToEnd,
        'L' => Key.ClearScreen,
        'N' => Key.Down,
        'P' => Key.ListProcesses,
        'U' => Key.KillToStart,
        'W' => Key.KillWord,
        'Y' => Key.Yank,
        _ => Key.Unknown,
    };

    /// <summary>ESC [ parameters final, or ESC O final (ECMA-48, and what terminals send).</summary>
    private Key ReadEscapeSequence()
    {
        if (!TryReadByte(out byte value))
            return Key.End;
        if (value is (byte)'b' or (byte)'f')
            return value == 'b' ? Key.WordLeft : Key.WordRight;
        if (value is not ((byte)'[' or (byte)'O'))
            return Key.Unknown;
        int parameter = 0;
        bool hasModifier = false;
        while (TryReadByte(out value))
        {
            if (Utf8.IsDigit(value))
                parameter = (parameter * 10 + (value - '0')) % 1000;
            else if (value == ';')
                (hasModifier, parameter) = (true, 0);
            else
                return FromFinalByte((char)value, parameter, hasModifier);
        }
        return Key.End;
    }

    private static Key FromFinalByte(char final, int parameter, bool hasModifier) => (final, parameter) switch
    {
        ('A', _) => Key.Up,
        ('B', _) => Key.Down,
        ('C', _) => hasModifier ? Key.WordRight : Key.Right,
        ('D', _) => hasModifier ? Key.WordLeft : Key.Left,
        ('H', _) or ('~', 1) or ('~', 7) => Key.Home,
        ('F', _) or ('~', 4) or ('~', 8) => Key.LineEnd,
        ('~', 3) => Key.Delete,
        ('~', 5) => Key.PageUp,
        ('~', 6) => Key.PageDown,
        _ => Key.Unknown,
    };

    private bool TryReadByte(out byte value)
    {
        if (_putBack is byte kept)
        {
            _putBack = null;
            value = kept;
            return true;
        }
        Span<byte> buffer = stackalloc byte[1];
        bool isRead = console.Read(buffer).Try(out int count, out ErrorNumber error) && count > 0;
        value = buffer[0];
        if (error != ErrorNumber.Interrupted)
            return isRead;

        // ^C that was typed just before the console was raw.
        SystemControl.TakeInterruption();
        value = EndOfText;
        return true;
    }
}
