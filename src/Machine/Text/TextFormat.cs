// Formatted text in UTF-8, without culture, allocation or System.String formatting: what the kernel's log and the programs' output
// share. A sink takes pieces of text; the functions here turn values into pieces. Interpolated-string handlers on either side are
// thin: they call these.

namespace Xv6.Machine.Text;

/// <summary>Takes pieces of UTF-8 text in order.</summary>
public interface ITextSink
{
    void Write(scoped ReadOnlySpan<byte> text);
}

/// <summary>A value that knows how to write itself as text.</summary>
public interface ITextFormattable
{
    void Format<TSink>(ref TSink sink) where TSink : ITextSink, allows ref struct;
}

public static class TextFormat
{
    private const int LongestNumber = 24;

    /// <summary>Writes a literal part of an interpolated string, transcoded from UTF-16.</summary>
    public static void Literal<TSink>(ref TSink sink, string text) where TSink : ITextSink, allows ref struct
    {
        Span<byte> buffer = stackalloc byte[64];
        int used = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (used + 4 > buffer.Length)
            {
                sink.Write(buffer[..used]);
                used = 0;
            }
            int scalar = text[i];
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                scalar = 0x10000 + ((text[i] - 0xD800) << 10) + (text[i + 1] - 0xDC00);
                i++;
            }
            used += EncodeScalar(scalar, buffer[used..]);
        }
        if (used > 0)
            sink.Write(buffer[..used]);
    }

    /// <summary>Writes a number. <paramref name="format"/>: null or "d" = decimal, "x" = hexadecimal; digits behind it pad with zeros.</summary>
    /// <param name="alignment">Least width: right-aligned if positive, left-aligned if negative.</param>
    public static void Number<TSink>(ref TSink sink, ulong magnitude, bool negative, int alignment, string? format)
        where TSink : ITextSink, allows ref struct
    {
        (bool hexadecimal, int minimumDigits) = ParseFormat(format);
        Span<byte> buffer = stackalloc byte[LongestNumber + 64];
        int start = hexadecimal ? HexadecimalDigits(magnitude, buffer) : DecimalDigits(magnitude, buffer);
        while (buffer.Length - start < minimumDigits && start > 1)
            buffer[--start] = (byte)'0';
        if (negative)
            buffer[--start] = (byte)'-';
        Text(ref sink, buffer[start..], alignment);
    }

    /// <summary>Writes UTF-8 text, padded with spaces to a width (counted in bytes).</summary>
    public static void Text<TSink>(ref TSink sink, scoped ReadOnlySpan<byte> text, int alignment = 0)
        where TSink : ITextSink, allows ref struct
    {
        int padding = Math.Abs(alignment) - text.Length;
        if (alignment > 0)
            Spaces(ref sink, padding);
        sink.Write(text);
        if (alignment < 0)
            Spaces(ref sink, padding);
    }

    public static void Spaces<TSink>(ref TSink sink, int count) where TSink : ITextSink, allows ref struct
    {
        ReadOnlySpan<byte> spaces = "                "u8;
        for (; count > 0; count -= spaces.Length)
            sink.Write(spaces[..Math.Min(count, spaces.Length)]);
    }

    /// <summary>Encodes a Unicode scalar value; returns how many bytes (1 to 4) it took.</summary>
    public static int EncodeScalar(int scalar, Span<byte> destination)
    {
        if (scalar < 0x80)
        {
            destination[0] = (byte)scalar;
            return 1;
        }
        int length = scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4;
        for (int i = length - 1; i > 0; i--)
        {
            destination[i] = (byte)(0x80 | (scalar & 0x3F));
            scalar >>= 6;
        }
        destination[0] = (byte)((0xF00 >> length) | scalar);
        return length;
    }

    private static (bool Hexadecimal, int MinimumDigits) ParseFormat(string? format)
    {
        if (format is null || format.Length == 0)
            return (false, 0);
        int digits = 0;
        for (int i = 1; i < format.Length; i++)
            digits = digits * 10 + (format[i] - '0');
        return (format[0] is 'x' or 'X', Math.Min(digits, 64));
    }

    // Both fill the buffer from its end and return where the digits start.
    private static int DecimalDigits(ulong value, Span<byte> buffer)
    {
        int start = buffer.Length;
        do
        {
            (value, ulong digit) = (value / 10, value % 10);
            buffer[--start] = (byte)('0' + digit);
        }
        while (value != 0);
        return start;
    }

    private static int HexadecimalDigits(ulong value, Span<byte> buffer)
    {
        int start = buffer.Length;
        do
        {
            buffer[--start] = "0123456789abcdef"u8[(int)(value & 15)];
            value >>= 4;
        }
        while (value != 0);
        return start;
    }
}
