// Upper and lower case without cultures: the letters of ASCII.

using Xv6.Machine.Compilation;

namespace Xv6.Library;

internal static class Letters
{
    [Replaces("System.String", "ToUpper")]
    [Replaces("System.String", "ToUpperInvariant")]
    private static string ToUpper(string text)
    {
        Span<char> letters = text.ToCharArray();
        foreach (ref char letter in letters)
            letter = ToUpper(letter);
        return new string(letters);
    }

    [Replaces("System.String", "ToLower")]
    [Replaces("System.String", "ToLowerInvariant")]
    private static string ToLower(string text)
    {
        Span<char> letters = text.ToCharArray();
        foreach (ref char letter in letters)
            letter = ToLower(letter);
        return new string(letters);
    }

    [Replaces("System.Char", "ToUpper")]
    [Replaces("System.Char", "ToUpperInvariant")]
    private static char ToUpper(char letter) => char.IsAsciiLetterLower(letter) ? (char)(letter & ~0x20) : letter;

    [Replaces("System.Char", "ToLower")]
    [Replaces("System.Char", "ToLowerInvariant")]
    private static char ToLower(char letter) => char.IsAsciiLetterUpper(letter) ? (char)(letter | 0x20) : letter;
}
