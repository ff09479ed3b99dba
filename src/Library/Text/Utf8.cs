// Small things that programs do with UTF-8 text.

using System.Buffers.Text;
using Xv6.Machine.Text;

namespace Xv6.Library;

/// <summary>Conversions and tests on UTF-8 text in spans.</summary>
public static class Utf8
{
    /// <summary>The text as a <see cref="string"/>. What isn't valid UTF-8 becomes U+FFFD.</summary>
    public static string ToString(ReadOnlySpan<byte> text)
    {
        Span<char> characters = text.Length <= 256 ? stackalloc char[256] : new char[text.Length];
        int count = 0;
        while (text.Length > 0)
        {
            int scalar = DecodeScalar(text, out int length);
            text = text[length..];
            if (scalar >= 0x10000)
            {
                characters[count++] = (char)(0xD800 + ((scalar - 0x10000) >> 10));
                scalar = 0xDC00 + ((scalar - 0x10000) & 0x3FF);
            }
            characters[count++] = (char)scalar;
        }
        return new string(characters[..count]);
    }

    /// <summary>The string in UTF-8.</summary>
    public static byte[] GetBytes(string text)
    {
        Utf8StringBuilder builder = new(text.Length);
        builder.Write(text);
        return builder.ToArray();
    }

    /// <summary>The first Unicode scalar value of a text that isn't empty; U+FFFD for a byte that doesn't start one.</summary>
    /// <param name="length">How many bytes it takes.</param>
    public static int DecodeScalar(ReadOnlySpan<byte> text, out int length)
    {
        const int Replacement = 0xFFFD;
        byte first = text[0];
        length = LengthByFirst(first);
        if (first < 0x80)
            return first;
        if (length == 1 || length > text.Length)
        {
            length = 1;
            return Replacement;
        }
        int scalar = first & (0xFF >> (length + 1));
        for (int i = 1; i < length; i++)
        {
            if (IsScalarStart(text[i]))
            {
                length = 1;
                return Replacement;
            }
            scalar = (scalar << 6) | (text[i] & 0x3F);
        }
        bool isValid = length switch
        {
            3 => scalar is >= 0x800 and (< 0xD800 or > 0xDFFF),
            4 => scalar is >= 0x10000 and <= 0x10FFFF,
            _ => true,
        };
        return isValid ? scalar : Replacement;
    }

    /// <summary>How many bytes the character takes that this byte starts; 1 for one that can't start any.</summary>
    public static int LengthByFirst(byte first)
        => first switch { >= 0xC2 and < 0xE0 => 2, >= 0xE0 and < 0xF0 => 3, >= 0xF0 and < 0xF5 => 4, _ => 1 };

    /// <summary>False for the bytes that continue a character.</summary>
    public static bool IsScalarStart(byte value) => (value & 0xC0) != 0x80;

    /// <summary>Reads a whole text as a decimal number.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out int value)
        => Utf8Parser.TryParse(text, out value, out int used) && used == text.Length;

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out int)"/>
    public static bool TryParse(ReadOnlySpan<byte> text, out long value)
        => Utf8Parser.TryParse(text, out value, out int used) && used == text.Length;

    /// <summary>A space or a control character that separates words.</summary>
    public static bool IsWhiteSpace(byte value) => value is (byte)' ' or >= (byte)'\t' and <= (byte)'\r';

    public static bool IsDigit(byte value) => value is >= (byte)'0' and <= (byte)'9';

    /// <summary>An ASCII letter.</summary>
    public static bool IsLetter(byte value) => (value | 0x20) is >= (byte)'a' and <= (byte)'z';

    /// <summary>A to Z become a to z; all else stays.</summary>
    public static byte ToLower(byte value) => value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value | 0x20) : value;

    /// <summary>Writes a <see cref="string"/> padded to a width (see <see cref="TextFormat.Text"/>).</summary>
    internal static void WritePadded<TSink>(ref TSink sink, string text, int alignment) where TSink : ITextSink, allows ref struct
    {
        int padding = Math.Abs(alignment) - text.Length;
        if (alignment > 0)
            TextFormat.Spaces(ref sink, padding);
        TextFormat.Literal(ref sink, text);
        if (alignment < 0)
            TextFormat.Spaces(ref sink, padding);
    }
}
