// Floating-point numbers as text: up to 15 significant digits, which is what every double keeps.

using Xv6.Machine.Text;

namespace Xv6.Library;

internal static class FloatingPointText
{
    private const int SignificantDigits = 15;
    private const double LargestPlain = 1e15;
    private const double SmallestPlain = 1e-5;

    /// <summary>Writes a number. <paramref name="format"/> "F2" (or any digit up to 9): with so many digits after the point.</summary>
    public static void Write<TSink>(ref TSink sink, double value, int alignment, string? format)
        where TSink : ITextSink, allows ref struct
    {
        TextBuffer text = new(stackalloc byte[64]);
        if (double.IsNaN(value))
            text.Append("NaN"u8);
        else
            AppendFinite(ref text, value, format);
        TextFormat.Text(ref sink, text.Text, alignment);
    }

    private static void AppendFinite(ref TextBuffer text, double value, string? format)
    {
        if (double.IsNegative(value))
            text.Append("-"u8);
        double magnitude = Math.Abs(value);
        bool hasFixedDigits = format is { Length: 2 } && format[0] is 'F' or 'f' && char.IsAsciiDigit(format[1]);
        if (double.IsInfinity(magnitude))
            text.Append("∞"u8);
        else if (hasFixedDigits && magnitude < LargestPlain)
            AppendPlain(ref text, magnitude, format![1] - '0', trimZeros: false);
        else if (magnitude == 0 || magnitude is >= SmallestPlain and < LargestPlain)
            AppendPlain(ref text, magnitude, SignificantDigits - IntegralDigits(magnitude), trimZeros: true);
        else
            AppendScientific(ref text, magnitude);
    }

    private static void AppendPlain(ref TextBuffer text, double magnitude, int fractionDigits, bool trimZeros)
    {
        ulong scale = 1;
        for (int i = 0; i < fractionDigits; i++)
            scale *= 10;
        ulong integral = (ulong)magnitude;
        ulong fraction = (ulong)((magnitude - integral) * scale + 0.5);
        if (fraction >= scale)
        {
            integral++;
            fraction -= scale;
        }
        text.Append(integral);
        while (trimZeros && fractionDigits > 0 && fraction % 10 == 0)
        {
            fraction /= 10;
            fractionDigits--;
        }
        if (fractionDigits == 0)
            return;
        text.Append("."u8);
        for (ulong place = fraction; fractionDigits > 1 && place < PowerOfTen(fractionDigits - 1); fractionDigits--)
            text.Append("0"u8);
        text.Append(fraction);
    }

    private static void AppendScientific(ref TextBuffer text, double magnitude)
    {
        int exponent = 0;
        for (; magnitude >= 10; exponent++)
            magnitude /= 10;
        for (; magnitude < 1; exponent--)
            magnitude *= 10;
        AppendPlain(ref text, magnitude, SignificantDigits - 1, trimZeros: true);
        text.Append(exponent < 0 ? "E-"u8 : "E+"u8);
        text.Append((ulong)Math.Abs(exponent), 0, "d2");
    }

    private static int IntegralDigits(double magnitude)
    {
        int digits = 1;
        for (; magnitude >= 10; digits++)
            magnitude /= 10;
        return digits;
    }

    private static ulong PowerOfTen(int exponent)
    {
        ulong power = 1;
        for (int i = 0; i < exponent; i++)
            power *= 10;
        return power;
    }
}
