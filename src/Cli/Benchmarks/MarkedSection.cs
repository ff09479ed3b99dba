// The part of a document between two marks, which are comments in Markdown on lines of their own: what commands write there.

namespace Xv6.Cli.Benchmarks;

public static class MarkedSection
{
    public const string End = "<!-- up to here -->";

    /// <summary>The same document with another text behind the mark that begins the section.</summary>
    /// <param name="text">Whole lines.</param>
    /// <exception cref="UserException">A mark is missing.</exception>
    public static string Replace(string document, string begin, string text)
    {
        int start = document.IndexOf(begin + '\n', StringComparison.Ordinal);
        int end = start < 0 ? -1 : document.IndexOf(End, start, StringComparison.Ordinal);
        if (end < 0)
            throw new UserException($"the document has no place for the table: lines with {begin} and {End}.");
        return $"{document[..start]}{begin}\n{text}{document[end..]}";
    }
}
