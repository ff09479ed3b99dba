// The shell's grammar.

namespace Xv6.Programs.Tests;

public class ParserTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  # only a comment", "")]
    [InlineData("ls", "ls")]
    [InlineData("echo a b ; ls", "seq(echo a b, ls)")]
    [InlineData("a;", "a")]
    [InlineData("a\nb", "a ⏎ b")]
    [InlineData("a | b|c", "pipe(a, b, c)")]
    [InlineData("! a", "!pipe(a)")]
    [InlineData("a && b || c", "or(and(a, b), c)")]
    [InlineData("a & b", "seq(bg(a), b)")]
    [InlineData("a | b &", "bg(pipe(a, b))")]
    [InlineData("(a; b) | c", "pipe(sub(seq(a, b)), c)")]
    [InlineData("{ a; b; } > f", "redirect(seq(a, b), 1>f)")]
    [InlineData("cat < in > out 2>> log 2>&1", "cat 0<in 1>out 2>>log 2&1")]
    [InlineData("echo>x hi", "echo hi 1>x")]
    [InlineData("echo 2 > f", "echo 2 1>f")]
    [InlineData("X=1 Y= cmd Z=2", "X:=1 Y:= cmd Z=2")]
    [InlineData("if a; then b; fi", "if(a, b)")]
    [InlineData("if a\nthen b\nelif c\nthen d\nelse e\nfi", "if(a, b, if(c, d, e))")]
    [InlineData("while a; do b; done | c", "pipe(while(a, b), c)")]
    [InlineData("until a; do b; done", "until(a, b)")]
    [InlineData("for x in 1 2; do echo $x; done", "for(x in 1 2, echo $x)")]
    [InlineData("for x; do echo $x; done", "for(x in $@, echo $x)")]
    [InlineData("for x in; do a; done", "for(x in , a)")]
    [InlineData("echo 'a;b' \"c|d\" e\\&f", "echo 'a;b' \"c|d\" e\\&f")]
    [InlineData("echo $(a; b | c) `d; e`", "echo $(a; b | c) `d; e`")]
    [InlineData("echo ${x:-a b} $((1 + (2)))", "echo ${x:-a b} $((1 + (2)))")]
    [InlineData("case $x in a|b) c;; (*) d; e;; esac", "case($x: a b → c, * → seq(d, e))")]
    [InlineData("case x in\na) ;;\nb)\nc\nesac", "case(x: a → , b → c)")]
    [InlineData("case x in esac", "case(x: )")]
    [InlineData("f() { a; b; }; f", "seq(f() = { a; b; }, f)")]
    [InlineData("f()\n(a) > b", "f() = (a) > b")]
    [InlineData("cat <<END; a\n1\n2\nEND\nb", "seq(cat 0<<[1⏎2⏎], a) ⏎ b")]
    [InlineData("cat <<'X' <<Y\n1\nX\nY\n", "cat 0<<'[1⏎] 0<<[]")]
    [InlineData("a &&\n b", "and(a, b)")]
    [InlineData("a |\n b", "pipe(a, b)")]
    [InlineData("echo a#b # c", "echo a#b")]
    [InlineData("echo a\\\nb", "echo a\\\nb")]
    [InlineData("echo if then fi", "echo if then fi")]
    public void Parses(string text, string expected) => Assert.Equal(expected, TreeText.Parse(text));

    [Theory]
    [InlineData("if a; then b")]
    [InlineData("while a; do")]
    [InlineData("for x in 1; do a;")]
    [InlineData("(a; b")]
    [InlineData("{ a;")]
    [InlineData("a |")]
    [InlineData("a &&")]
    [InlineData("echo 'a")]
    [InlineData("echo \"a")]
    [InlineData("echo $(a")]
    [InlineData("echo `a")]
    [InlineData("echo ${a")]
    [InlineData("echo a\\")]
    [InlineData("case x in a) b")]
    [InlineData("case x in a) b;;")]
    [InlineData("f() {")]
    [InlineData("f()")]
    [InlineData("cat <<END\n1\n")]
    public void Wants_more_lines(string text) => Assert.Equal("incomplete", TreeText.Parse(text));

    [Theory]
    [InlineData("| a", "|")]
    [InlineData("; a", ";")]
    [InlineData("a ;; b", ";;")]
    [InlineData("a )", ")")]
    [InlineData("fi", "fi")]
    [InlineData("()", ")")]
    [InlineData("a > | b", "|")]
    [InlineData("a >\n", "newline")]
    [InlineData("if a; fi", "fi")]
    [InlineData("for 1 in a; do b; done", "1")]
    public void Refuses(string text, string near) => Assert.Equal($"error near {near}", TreeText.Parse(text));

    [Fact]
    public void Ends_on_any_text()
    {
        const string Alphabet = "ab $(){}'\"`|&;<>\n\\#=!if then fi do done 12";
        Random random = new(42);
        for (int round = 0; round < 20_000; round++)
        {
            char[] text = [.. Enumerable.Range(0, random.Next(24)).Select(_ => Alphabet[random.Next(Alphabet.Length)])];
            TreeText.Parse(new string(text));
        }
    }
}
