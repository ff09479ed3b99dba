// The boot arguments' text: words separated by spaces.

namespace Xv6.Programs;

internal static class BootArguments
{
    /// <summary>Finds the word that starts with a prefix, and decodes the hexadecimal bytes behind that.</summary>
    public static bool TryGetHexadecimal(ReadOnlySpan<byte> text, ReadOnlySpan<byte> prefix, out ReadOnlySpan<byte> decoded)
    {
        while (text.Length > 0)
        {
            int end = text.IndexOf((byte)' ');
            ReadOnlySpan<byte> word = end < 0 ? text : text[..end];
            if (word.StartsWith(prefix))
                return TryDecode(word[prefix.Length..], out decoded);
            text = text[(word.Length + (end < 0 ? 0 : 1))..];
        }
        decoded = default;
        return false;
    }

    private static bool TryDecode(ReadOnlySpan<byte> digits, out ReadOnlySpan<byte> decoded)
    {
        byte[] bytes = new byte[digits.Length / 2];
        decoded = bytes;
        for (int i = 0; i < bytes.Length; i++)
        {
            int high = DigitValue(digits[2 * i]);
            int low = DigitValue(digits[2 * i + 1]);
            if (high < 0 || low < 0)
                return false;
            bytes[i] = (byte)(high << 4 | low);
        }
        return digits.Length % 2 == 0;
    }

    private static int DigitValue(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };
}
