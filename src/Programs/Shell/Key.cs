// Keys of a terminal, as the line editor understands them.

namespace Xv6.Programs.Shell;

internal enum Key
{
    /// <summary>The input is over.</summary>
    End,

    /// <summary>A byte of text.</summary>
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

    /// <param name="text">The byte, for <see cref="Key.Text"/>.</param>
    public Key Read(out byte text)
    {
        if (!TryReadByte(out text))
            return Key.End;
        return text switch
        {
            (byte)'\r' or (byte)'\n' => Key.Enter,
            (byte)'\t' => Key.Tab,
            0x7F or 0x08 => Key.Backspace,
            Escape => ReadEscapeSequence(),
            >= 0x20 => Key.Text,
            _ => FromControl((char)(text + '@')),
        };
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
        Span<byte> buffer = stackalloc byte[1];
        bool isRead = console.Read(buffer).Try(out int count, out _) && count > 0;
        value = buffer[0];
        return isRead;
    }
}
