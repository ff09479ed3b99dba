// A command with a place for something that isn't known yet: the file of find -exec, the line of xargs -I.

namespace Xv6.Programs;

/// <param name="words">The command's words.</param>
/// <param name="placeholder">What stands for it in them; not empty.</param>
internal sealed class CommandTemplate(List<Utf8String> words, Utf8String placeholder)
{
    /// <summary>Whether the placeholder occurs at all.</summary>
    public bool HasPlace
    {
        get
        {
            foreach (Utf8String word in words)
            {
                if (word.Span.IndexOf(placeholder.Span) >= 0)
                    return true;
            }
            return false;
        }
    }

    /// <summary>Runs the command with this text in all places; gives its exit status, 0 to 255.</summary>
    public Result<int> Run(ReadOnlySpan<byte> text)
    {
        Utf8String[] filled = new Utf8String[words.Count];
        for (int i = 0; i < filled.Length; i++)
            filled[i] = Fill(words[i], text);
        return ChildProgram.Run(filled);
    }

    private Utf8String Fill(ReadOnlySpan<byte> word, ReadOnlySpan<byte> text)
    {
        Utf8StringBuilder filled = new();
        for (int place = word.IndexOf(placeholder.Span); place >= 0; place = word.IndexOf(placeholder.Span))
        {
            filled.Write(word[..place]);
            filled.Write(text);
            word = word[(place + placeholder.Length)..];
        }
        filled.Write(word);
        return filled.ToUtf8String();
    }
}
