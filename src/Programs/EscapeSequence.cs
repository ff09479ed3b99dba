// Backslash sequences, as echo -e and printf understand them.

namespace Xv6.Programs;

internal static class EscapeSequence
{
    /// <summary>
    /// Writes what stands at the start of a text: an escape sequence's byte, or the first byte as it is. Returns how much of the text
    /// that was; 0 for <c>\c</c>, which ends all output.
    /// </summary>
    public static int WriteNext(ReadOnlySpan<byte> text, TextOutput output)
    {
        if (text[0] != '\\' || text.Length < 2)
        {
            output.WriteByte(text[0]);
            return 1;
        }
        byte letter = text[1];
        if (letter == 'c')
            return 0;
        if (letter is >= (byte)'0' and <= (byte)'7')
            return 1 + WriteNumber(text[1..], 8, letter == '0' ? 4 : 3, output);
        if (letter == 'x' && text.Length > 2 && ValueOf(text[2]) < 16)
            return 2 + WriteNumber(text[2..], 16, 2, output);
        int value = letter switch
        {
            (byte)'a' => 7,
            (byte)'b' => 8,
            (byte)'e' => 27,
            (byte)'f' => 12,
            (byte)'n' => 10,
            (byte)'r' => 13,
            (byte)'t' => 9,
            (byte)'v' => 11,
            (byte)'\\' => '\\',
            _ => -1,
        };
        if (value < 0)
            output.WriteByte((byte)'\\');
        output.WriteByte(value < 0 ? letter : (byte)value);
        return 2;
    }

    /// <summary>Writes a text; false if it asked for the end of all output.</summary>
    public static bool WriteAll(ReadOnlySpan<byte> text, TextOutput output)
    {
        while (text.Length > 0)
        {
            int length = WriteNext(text, output);
            if (length == 0)
                return false;
            text = text[length..];
        }
        return true;
    }

    private static int WriteNumber(ReadOnlySpan<byte> digits, int numberBase, int maximum, TextOutput output)
    {
        int length = 0;
        int value = 0;
        for (; length < maximum && length < digits.Length && ValueOf(digits[length]) < numberBase; length++)
            value = value * numberBase + ValueOf(digits[length]);
        output.WriteByte((byte)value);
        return length;
    }

    private static int ValueOf(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => int.MaxValue,
    };
}
