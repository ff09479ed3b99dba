// From words to arguments.

using Xv6.Library.Tests.Emulation;
using Xv6.Programs.Shell;

namespace Xv6.Programs.Tests;

public class ExpansionTests
{
    private readonly EmulatedSystem _system = new();
    private readonly ShellState _state = new();

    public ExpansionTests()
    {
        _state.Variables.Set("x"u8, "one two"u8);
        _state.Variables.Set("file"u8, "dir/name.tar.gz"u8);
        _state.Variables.Set("n"u8, "5"u8);
        _state.Variables.Set("empty"u8, ""u8);
        _state.Variables.Set("star"u8, "*.c"u8);
        _state.LastStatus = 3;
        _state.SetArguments([Text("first"), Text("second arg"), Text("third")], 0);
        foreach (string name in (string[])["a.c", "b.c", "c.h", ".hidden", "x y.c"])
            _system.AddFile(name, "");
        _system.AddDirectory("dir");
        _system.AddFile("dir/a.c", "");
        _system.AddFile("dir/z.c", "");
    }

    private static Utf8String Text(string text) => Utf8String.Wrap(Utf8.GetBytes(text));

    private string Expand(string words)
    {
        List<Utf8String> list = [];
        Lexer lexer = new(Text(words));
        for (Token token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
            list.Add(new Utf8String(lexer.TextOf(token)));
        return string.Join('|', new Expander(_state, new EchoedCommand()).Expand(list));
    }

    /// <summary>Stands for the shell: a command's output is its text, in brackets, and two newlines.</summary>
    private sealed class EchoedCommand : ICommandSubstitution
    {
        public void Capture(Utf8String command, Utf8StringBuilder output) => output.Write($"<{command}>\n\n");
    }

    [Theory]
    [InlineData("plain words", "plain|words")]
    [InlineData("'a  b' \"c  d\" e\\ f", "a  b|c  d|e f")]
    [InlineData("a'b'\"c\"", "abc")]
    [InlineData("'' \"\"", "|")]
    [InlineData("$x", "one|two")]
    [InlineData("\"$x\"", "one two")]
    [InlineData("'$x'", "$x")]
    [InlineData("-$x-", "-one|two-")]
    [InlineData("$empty", "")]
    [InlineData("$unset a", "a")]
    [InlineData("\"$unset\"", "")]
    [InlineData("$? $# $1 $9", "3|3|first")]
    [InlineData("\"$@\"", "first|second arg|third")]
    [InlineData("\"<$@>\"", "<first|second arg|third>")]
    [InlineData("$@", "first|second|arg|third")]
    [InlineData("\"$*\"", "first second arg third")]
    [InlineData("$0", "sh")]
    [InlineData("$ a$", "$|a$")]
    [InlineData("\\$x \"\\$x\" \"a\\b\"", "$x|$x|a\\b")]
    [InlineData("${x} ${n}th ${10}", "one|two|5th")]
    [InlineData("${#n} ${#file} ${#x}", "1|15|7")]
    [InlineData("${unset:-default value}", "default|value")]
    [InlineData("\"${unset:-default value}\"", "default value")]
    [InlineData("${empty-a}b ${empty:-a}b", "b|ab")]
    [InlineData("${n:+set} ${unset:+set}", "set")]
    [InlineData("${new:=value} $new", "value|value")]
    [InlineData("${file#*/} ${file%.gz} ${file%%.*} ${file##*.}", "name.tar.gz|dir/name.tar|dir/name|gz")]
    [InlineData("$(ls $x)", "<ls|$x>")]
    [InlineData("\"$(a b)\" `c`", "<a b>|<c>")]
    [InlineData("$((1 + 2 * 3)) $((n * n)) $(($n-1)) $((unset))", "7|25|4|0")]
    public void Expands(string words, string expected) => Assert.Equal(expected, Expand(words));

    [Theory]
    [InlineData("*.c", "a.c|b.c|x y.c")]
    [InlineData("?.?", "a.c|b.c|c.h")]
    [InlineData("[ac].*", "a.c|c.h")]
    [InlineData("[!ac].c", "b.c")]
    [InlineData("[a-b].c", "a.c|b.c")]
    [InlineData("dir/*", "dir/a.c|dir/z.c")]
    [InlineData("d*/*.c", "dir/a.c|dir/z.c")]
    [InlineData("/a*", "/a.c")]
    [InlineData("*.none", "*.none")]
    [InlineData("'*.c' \"*.c\" \\*.c", "*.c|*.c|*.c")]
    [InlineData("$star \"$star\"", "a.c|b.c|x y.c|*.c")]
    [InlineData(".*n", ".hidden")]
    [InlineData("*", "a.c|b.c|c.h|dir|x y.c")]
    [InlineData("a[", "a[")]
    public void Expands_file_patterns(string words, string expected) => Assert.Equal(expected, Expand(words));

    [Theory]
    [InlineData("*", "", true)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    [InlineData("a*b*c", "aXbYbZ", false)]
    [InlineData("?", "é", true)]
    [InlineData("[]a]", "]", true)]
    [InlineData("[a-]", "-", true)]
    [InlineData("\\*", "*", true)]
    [InlineData("\\*", "a", false)]
    [InlineData("*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    public void Matches_patterns(string pattern, string text, bool expected)
        => Assert.Equal(expected, Glob.IsMatch(Utf8.GetBytes(pattern), Utf8.GetBytes(text)));

    [Theory]
    [InlineData("1+2*3-4", 3)]
    [InlineData("(1+2)*3", 9)]
    [InlineData("-2 - -3", 1)]
    [InlineData("7/2 + 7%3", 4)]
    [InlineData("1<<4 | 3", 19)]
    [InlineData("3 > 2 && 2 >= 2", 1)]
    [InlineData("!5 || 0", 0)]
    [InlineData("~0 ^ 5", -6)]
    [InlineData("1 == 1 != 0", 1)]
    [InlineData("10 - 4 - 3", 3)]
    public void Evaluates_arithmetic(string expression, long expected)
    {
        Assert.True(Arithmetic.TryEvaluate(Utf8.GetBytes(expression), new Variables(), out long value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 +")]
    [InlineData("1 / 0")]
    [InlineData("(1")]
    [InlineData("1 2")]
    [InlineData("99999999999999999999")]
    public void Refuses_what_is_no_expression(string expression)
        => Assert.False(Arithmetic.TryEvaluate(Utf8.GetBytes(expression), new Variables(), out _));

    [Theory]
    [InlineData("test", 1)]
    [InlineData("test a", 0)]
    [InlineData("test -n a", 0)]
    [InlineData("test -z a", 1)]
    [InlineData("test a = a", 0)]
    [InlineData("test a != a", 1)]
    [InlineData("test 3 -lt 10", 0)]
    [InlineData("test 3 -ge 10", 1)]
    [InlineData("test -f a.c", 0)]
    [InlineData("test -d a.c", 1)]
    [InlineData("test -d dir -a -e a.c", 0)]
    [InlineData("test -e none -o a = a", 0)]
    [InlineData("test ! -e none", 0)]
    [InlineData("[ a = a ]", 0)]
    [InlineData("[ a = a", 2)]
    [InlineData("test x -eq 1", 2)]
    [InlineData("test a b c d", 2)]
    [InlineData("test -n", 0)]
    public void Tests_conditions(string command, int expected)
        => Assert.Equal(expected, TestExpression.Evaluate([.. command.Split(' ').Select(Text)]));
}
