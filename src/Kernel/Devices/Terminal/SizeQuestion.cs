// A serial line doesn't say how large the terminal is; but terminals say where their cursor is when they are asked (ECMA-48, 8.3.35 DSR
// and 8.3.14 CPR). So the question is: go to a corner that is too far away, say where that is, and go back.
//
// The answer, ESC [ rows ; columns R, comes in like something that was typed. While one is due, what could be the beginning of an
// answer is held back here: if it turns out to be something else (an arrow key), it goes on to the reader.
//
// The console's lock protects it.

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Xv6.Kernel.Devices.Terminal;

public struct SizeQuestion
{
    private const byte Escape = 0x1b;
    private const int LongestAnswer = 12;

    private Answer _held;
    private int _heldCount;

    /// <summary>What asks: cursor saved, moved as far as it goes, reported, and restored.</summary>
    public static ReadOnlySpan<byte> Text => "\e7\e[9999;9999H\e[6n\e8"u8;

    /// <summary>The bytes that were held back, oldest first.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Held => ((ReadOnlySpan<byte>)_held)[.._heldCount];

    /// <summary>The question was asked, and not answered yet.</summary>
    public bool IsAnswerDue { get; private set; }

    /// <summary>The question was asked.</summary>
    public void Ask() => IsAnswerDue = true;

    /// <summary>Looks at a byte that came in.</summary>
    /// <param name="value">The byte.</param>
    /// <param name="size">The answer, if the byte completes one.</param>
    /// <returns>How many bytes of <see cref="Held"/> are ordinary input after all: the caller takes them, and calls
    /// <see cref="Release"/>.</returns>
    public int Accept(byte value, out TerminalSize? size)
    {
        size = null;
        _held[_heldCount++] = value;
        if (!IsAnswerDue)
            return _heldCount;
        if (MayContinue(value))
            return 0;
        if (value == Escape)
            return _heldCount - 1; // this one may begin the answer
        if (value != 'R' || !TryRead(out TerminalSize answer))
            return _heldCount;
        size = answer;
        IsAnswerDue = false;
        _heldCount = 0;
        return 0;
    }

    /// <summary>Forgets held bytes: all, or all but the last.</summary>
    public void Release(int count)
    {
        _held[0] = _held[_heldCount - 1];
        _heldCount -= count;
    }

    private readonly bool MayContinue(byte value) => _heldCount switch
    {
        1 => value == Escape,
        2 => value == '[',
        LongestAnswer => false,
        _ => value is >= (byte)'0' and <= (byte)'9' or (byte)';',
    };

    private readonly bool TryRead(out TerminalSize size)
    {
        size = default;
        if (_heldCount < 3 || !TerminalSize.TryParse(Held[2..^1], (byte)';', out TerminalSize answer))
            return false;
        size = new TerminalSize(Columns: answer.Rows, Rows: answer.Columns); // the answer has the row first
        return true;
    }

    [InlineArray(LongestAnswer)]
    private struct Answer
    {
        private byte _first;
    }
}
