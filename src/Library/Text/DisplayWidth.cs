// How many columns of a terminal text takes: most characters take one; those of East Asia and pictures two; accents that go on top of
// the character before them none (Unicode Standard Annex 11, in the coarse form that terminals use).

namespace Xv6.Library;

public static class DisplayWidth
{
    private static ReadOnlySpan<int> ZeroWidthRanges =>
    [
        0x0300, 0x036F, 0x0483, 0x0489, 0x0591, 0x05BD, 0x0610, 0x061A, 0x064B, 0x065F, 0x1AB0, 0x1AFF, 0x1DC0, 0x1DFF, 0x200B, 0x200F,
        0x20D0, 0x20FF, 0xFE00, 0xFE0F, 0xFE20, 0xFE2F, 0xE0100, 0xE01EF,
    ];

    private static ReadOnlySpan<int> DoubleWidthRanges =>
    [
        0x1100, 0x115F, 0x2E80, 0x303E, 0x3041, 0xA4CF, 0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE30, 0xFE6F, 0xFF01, 0xFF60,
        0xFFE0, 0xFFE6, 0x1F300, 0x1F64F, 0x1F680, 0x1F6FF, 0x1F900, 0x1F9FF, 0x20000, 0x3FFFD,
    ];

    /// <summary>Columns of a Unicode scalar value: 0, 1 or 2.</summary>
    public static int Of(int scalar)
        => scalar < 0x300 ? 1 : IsInRange(ZeroWidthRanges, scalar) ? 0 : IsInRange(DoubleWidthRanges, scalar) ? 2 : 1;

    /// <summary>Columns of a text without control characters.</summary>
    public static int Of(ReadOnlySpan<byte> text)
    {
        int columns = 0;
        while (text.Length > 0)
        {
            columns += Of(Utf8.DecodeScalar(text, out int length));
            text = text[length..];
        }
        return columns;
    }

    private static bool IsInRange(ReadOnlySpan<int> ranges, int scalar)
    {
        for (int i = 0; i < ranges.Length; i += 2)
        {
            if (scalar >= ranges[i] && scalar <= ranges[i + 1])
                return true;
        }
        return false;
    }
}
