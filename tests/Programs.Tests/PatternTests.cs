// grep's regular expressions, against the framework's.

using System.Text.RegularExpressions;
using Xv6.Programs.Patterns;

namespace Xv6.Programs.Tests;

public class PatternTests
{
    private static bool IsMatch(string pattern, string line, bool isExtended = false, bool ignoresCase = false)
        => Pattern.TryCompile(Utf8.GetBytes(pattern), isExtended, ignoresCase)!.IsMatch(Utf8.GetBytes(line));

    [Theory]
    [InlineData("hello", "say hello there", true)]
    [InlineData("hello", "hell", false)]
    [InlineData("^a.c$", "abc", true)]
    [InlineData("^a.c$", "xabc", false)]
    [InlineData("^$", "", true)]
    [InlineData("^$", "x", false)]
    [InlineData("ab*c", "ac", true)]
    [InlineData("ab*c", "abbbc", true)]
    [InlineData("*a", "*a", true)]
    [InlineData("a.*z", "a to z", true)]
    [InlineData("[0-9][0-9]*", "no 42", true)]
    [InlineData("[^a-z]", "abc", false)]
    [InlineData("[]x]", "]", true)]
    [InlineData("a+b", "a+b", true)]
    [InlineData("a\\+b", "aaab", true)]
    [InlineData("x\\|y", "say", true)]
    [InlineData("\\(ab\\)*c", "ababc", true)]
    [InlineData("a\\.b", "axb", false)]
    [InlineData("a$b", "a$b", true)]
    [InlineData("a^b", "a^b", true)]
    [InlineData("^.$", "é", true)]
    [InlineData("[[:upper:]_]x", "aBx", true)]
    [InlineData("[[:upper:]]x", "bx", false)]
    [InlineData("^[^[:space:]]*$", "a b", false)]
    [InlineData("a\\{2\\}b", "aab", true)]
    [InlineData("a{2}", "a{2}", true)]
    [InlineData("^\\w*\\s\\w*$", "ab cd", true)]
    public void Basic_expressions(string pattern, string line, bool expected) => Assert.Equal(expected, IsMatch(pattern, line));

    [Theory]
    [InlineData("(cat|dog)s?$", "hot dogs", true)]
    [InlineData("(cat|dog)s?$", "dogma", false)]
    [InlineData("^(a|b)+$", "abba", true)]
    [InlineData("a\\+b", "a+b", true)]
    [InlineData("()", "", true)]
    [InlineData("^a{2,3}$", "aaaa", false)]
    [InlineData("^a{2,3}$", "aaa", true)]
    [InlineData("^(ab){2,}$", "ababab", true)]
    [InlineData("^a{0}b", "b", true)]
    [InlineData("(a*)*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    public void Extended_expressions(string pattern, string line, bool expected)
        => Assert.Equal(expected, IsMatch(pattern, line, isExtended: true));

    [Fact]
    public void Case_can_be_ignored()
    {
        Assert.True(IsMatch("hElLo [a-c]", "HELLO B", ignoresCase: true));
        Assert.False(IsMatch("hello", "HELLO"));
    }

    [Theory]
    [InlineData("[a")]
    [InlineData("\\(a")]
    [InlineData("a\\)")]
    [InlineData("\\")]
    public void Refuses_what_is_no_expression(string pattern) => Assert.Null(Pattern.TryCompile(Utf8.GetBytes(pattern)));

    [Fact]
    public void Agrees_with_the_framework_on_random_expressions()
    {
        Random random = new(1);
        for (int round = 0; round < 5000; round++)
        {
            string pattern = RandomPattern(random, 3);
            string line = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => "abc"[random.Next(3)]));
            Assert.True(Regex.IsMatch(line, pattern) == IsMatch(pattern, line, isExtended: true), $"/{pattern}/ on \"{line}\"");
        }
    }

    private static string RandomPattern(Random random, int depth) => random.Next(depth > 0 ? 8 : 3) switch
    {
        0 => "a",
        1 => "b",
        2 => ".",
        3 => $"({RandomPattern(random, depth - 1)}|{RandomPattern(random, depth - 1)})",
        4 => $"({RandomPattern(random, depth - 1)})*",
        5 => $"({RandomPattern(random, depth - 1)})?",
        6 => $"^{RandomPattern(random, depth - 1)}[^b]",
        _ => RandomPattern(random, depth - 1) + RandomPattern(random, depth - 1) + (random.Next(4) == 0 ? "$" : ""),
    };
}
