// System.String where it is supported: literals, length, comparison, searching, slices as spans.

namespace Xv6.Compiler.Cases.Text;

public static class StringCases
{
    public static void LengthAndIndex()
    {
        string text = "héllo €";
        Output.Add(text.Length);
        Output.Add(text[1]);
        Output.Add(text[Opaque.Of(6)]);
        Output.Add("".Length);
    }

    public static void IndexOutOfRange()
    {
        string text = "abc";
        Output.Add(text[Opaque.Of(2)]);
        Output.Add(text[Opaque.Of(3)]);
    }

    public static void Equality()
    {
        string left = "same";
        string right = Opaque.Of(true) ? new string(['s', 'a', 'm', 'e']) : "";
        Output.Add(left == right);
        Output.Add(left != right);
        Output.Add(left.Equals(right));
        Output.Add(string.Equals(left, null));
        Output.Add(ReferenceEquals(left, right));
        Output.Add(left == "sane");
    }

    public static void CompareOrdinal()
    {
        Output.Add(Math.Sign(string.CompareOrdinal("abc", "abd")));
        Output.Add(Math.Sign(string.CompareOrdinal("abc", "ab")));
        Output.Add(string.CompareOrdinal("abc", "abc"));
    }

    public static void ForeachOverCharacters()
    {
        int sum = 0;
        foreach (char letter in "the quick brown fox")
            sum = sum * 31 + letter;
        Output.Add(sum);
    }

    public static void AsSpan()
    {
        ReadOnlySpan<char> span = "hello world".AsSpan();
        Output.Add(span[6..].Length);
        Output.Add(span[6..]);
        Output.Add(span.IndexOf('o'));
        Output.Add(span.SequenceEqual("hello world"));
    }

    public static void StartsAndEndsWith()
    {
        string text = "/usr/bin";
        Output.Add(text.StartsWith('/'));
        Output.Add(text.EndsWith('n'));
        Output.Add(text.AsSpan().EndsWith("bin"));
        Output.Add(text.AsSpan().StartsWith("/usr"));
        Output.Add(text.AsSpan().StartsWith("/bin"));
    }

    public static void Searching()
    {
        string text = "a/b/c";
        Output.Add(text.IndexOf('/'));
        Output.Add(text.LastIndexOf('/'));
        Output.Add(text.IndexOf('x'));
        Output.Add(text.Contains('b'));
    }

    public static void Substring()
    {
        string text = "0123456789";
        Output.Add(text.Substring(3, 4));
        Output.Add(text[5..]);
        Output.Add(text[^3..^1]);
    }

    public static void Concatenation()
    {
        string left = Opaque.Of(true) ? "left" : "";
        Output.Add(left + "right");
        Output.Add(string.Concat(left, "-", left));
        Output.Add(left + null + "x");
    }

    public static void NullOrEmpty()
    {
        Output.Add(string.IsNullOrEmpty(""));
        Output.Add(string.IsNullOrEmpty(Opaque.OrNull("x", true)));
        Output.Add(string.IsNullOrEmpty("x"));
        Output.Add(string.Empty.Length);
    }

    public static void NewString()
    {
        Output.Add(new string('x', Opaque.Of(4)));
        Output.Add(new string("abcdef".AsSpan(1, 3)));
    }

    public static void InArraysAndFields()
    {
        string[] words = ["zero", "one", "two"];
        int total = 0;
        foreach (string word in words)
            total += word.Length;
        Output.Add(total);
        Output.Add(words[Opaque.Of(1)]);
    }

    public static void CharacterClasses()
    {
        foreach (char letter in "aZ5 _\u00e9")
        {
            Output.Add(char.IsAsciiDigit(letter));
            Output.Add(char.IsAsciiLetter(letter));
            Output.Add(char.IsAsciiLetterUpper(letter));
        }
    }

    public static void FixedContents()
    {
        unsafe
        {
            fixed (char* start = "xyz")
            {
                Output.Add(start[0]);
                Output.Add(start[3]);
            }
        }
    }

    public static void LiteralsAreShared() => Output.Add(ReferenceEquals("shared text", SameLiteral()));

    private static string SameLiteral() => "shared text";
}
