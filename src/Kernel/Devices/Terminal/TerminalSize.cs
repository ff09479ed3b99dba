// How large the terminal at the other end of the line is.

using System.Buffers.Text;

namespace Xv6.Kernel.Devices.Terminal;

/// <summary>The size of a screen, in characters.</summary>
public readonly record struct TerminalSize(int Columns, int Rows)
{
    private const int Largest = 9999;

    /// <summary>What a terminal has that nobody knows anything about.</summary>
    public static TerminalSize Default => new(80, 24);

    /// <summary>Reads <c>80x24</c>.</summary>
    public static bool TryParse(scoped ReadOnlySpan<byte> text, out TerminalSize size) => TryParse(text, (byte)'x', out size);

    /// <summary>Reads columns, a separator, and rows; both from 1 to 9999.</summary>
    public static bool TryParse(scoped ReadOnlySpan<byte> text, byte separator, out TerminalSize size)
    {
        size = default;
        int middle = text.IndexOf(separator);
        if (middle < 0 || !TryParseLength(text[..middle], out int columns) || !TryParseLength(text[(middle + 1)..], out int rows))
            return false;
        size = new TerminalSize(columns, rows);
        return true;
    }

    private static bool TryParseLength(scoped ReadOnlySpan<byte> text, out int length)
        => Utf8Parser.TryParse(text, out length, out int used) && used == text.Length && length is > 0 and <= Largest;
}
