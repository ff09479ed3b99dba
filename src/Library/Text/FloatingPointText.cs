// Floating-point numbers as text: as the framework writes them without a culture, the shortest text that reads back as the same number.

using Xv6.Machine.Text;

namespace Xv6.Library;

internal static class FloatingPointText
{
    private const int LongestText = 400;

    /// <summary>
    /// Writes a number. <paramref name="format"/> as for <see cref="double.ToString(string)"/>: "F2" gives two digits after the point.
    /// </summary>
    public static void Write<TSink>(ref TSink sink, double value, int alignment, string? format)
        where TSink : ITextSink, allows ref struct
    {
        Span<byte> text = stackalloc byte[LongestText];
        value.TryFormat(text, out int length, format, NumberFormats.Invariant());
        TextFormat.Text(ref sink, text[..length], alignment);
    }

    /// <inheritdoc cref="Write{TSink}(ref TSink, double, int, string?)"/>
    public static void Write<TSink>(ref TSink sink, float value, int alignment, string? format)
        where TSink : ITextSink, allows ref struct
    {
        Span<byte> text = stackalloc byte[LongestText];
        value.TryFormat(text, out int length, format, NumberFormats.Invariant());
        TextFormat.Text(ref sink, text[..length], alignment);
    }
}
