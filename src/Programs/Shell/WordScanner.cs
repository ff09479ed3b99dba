// Finds where quoted text and substitutions end. The lexer and the expander share these rules.

namespace Xv6.Programs.Shell;

/// <summary>
/// Each method takes the place of the opening character and returns the place behind the closing one, or
/// <see cref="Unterminated"/> if the text ends first, or if more is nested than anybody writes.
/// </summary>
internal static class WordScanner
{
    public const int Unterminated = -1;

    private const int DeepestNesting = 100;

    /// <summary>Skips whatever starts here: a quotation, a substitution, an escaped or an ordinary character.</summary>
    public static int SkipOne(ReadOnlySpan<byte> text, int start, int depth = 0) => text[start] switch
    {
        (byte)'\\' => start + 1 < text.Length ? start + 2 : Unterminated,
        (byte)'\'' => SkipSingleQuotes(text, start),
        (byte)'"' => SkipDoubleQuotes(text, start, depth),
        (byte)'`' => SkipBackquotes(text, start),
        (byte)'$' => SkipDollar(text, start, depth),
        _ => start + 1,
    };

    public static int SkipSingleQuotes(ReadOnlySpan<byte> text, int start)
    {
        int length = text[(start + 1)..].IndexOf((byte)'\'');
        return length < 0 ? Unterminated : start + length + 2;
    }

    public static int SkipDoubleQuotes(ReadOnlySpan<byte> text, int start, int depth = 0)
    {
        int i = start + 1;
        while (i >= 0 && i < text.Length)
        {
            if (text[i] == '"')
                return i + 1;
            i = text[i] == '\'' ? i + 1 : SkipOne(text, i, depth + 1);
        }
        return Unterminated;
    }

    public static int SkipBackquotes(ReadOnlySpan<byte> text, int start)
    {
        for (int i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '`')
                return i + 1;
        }
        return Unterminated;
    }

    /// <summary>Skips <c>$name</c>'s dollar sign, or all of <c>${...}</c>, <c>$(...)</c> and <c>$((...))</c>.</summary>
    public static int SkipDollar(ReadOnlySpan<byte> text, int start, int depth = 0)
    {
        if (start + 1 >= text.Length)
            return start + 1;
        return text[start + 1] switch
        {
            (byte)'(' => SkipNested(text, start + 1, (byte)'(', (byte)')', depth),
            (byte)'{' => SkipNested(text, start + 1, (byte)'{', (byte)'}', depth),
            _ => start + 1,
        };
    }

    private static int SkipNested(ReadOnlySpan<byte> text, int start, byte open, byte close, int depth)
    {
        if (depth >= DeepestNesting)
            return Unterminated;
        int opened = 0;
        int i = start;
        while (i >= 0 && i < text.Length)
        {
            if (text[i] == open)
                opened++;
            else if (text[i] == close && --opened == 0)
                return i + 1;
            i = text[i] == open ? i + 1 : SkipOne(text, i, depth + 1);
        }
        return Unterminated;
    }
}
