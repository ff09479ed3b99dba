// What echo prints: for the program, and for the shell, which has its own. -n leaves out the newline, -e gives backslashes a meaning.

namespace Xv6.Programs;

internal static class EchoText
{
    /// <param name="words">The words behind the command's name.</param>
    /// <param name="output">Where they go.</param>
    public static void Write(ReadOnlySpan<Utf8String> words, TextOutput output)
    {
        bool endsLine = true;
        bool hasEscapes = false;
        while (words.Length > 0 && IsOption(words[0]))
        {
            endsLine &= !words[0].Span.Contains((byte)'n');
            hasEscapes |= words[0].Span.Contains((byte)'e');
            words = words[1..];
        }
        for (int i = 0; i < words.Length; i++)
        {
            if (i > 0)
                output.WriteByte((byte)' ');
            if (!hasEscapes)
                output.Write(words[i].Span);
            else if (!EscapeSequence.WriteAll(words[i], output))
                return;
        }
        if (endsLine)
            output.WriteLine();
    }

    private static bool IsOption(ReadOnlySpan<byte> word)
        => word.Length > 1 && word[0] == '-' && word[1..].IndexOfAnyExcept((byte)'n', (byte)'e') < 0;
}
