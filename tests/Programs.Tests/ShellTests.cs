// The shell as a whole, with what needs no second process: built-in commands, control flow, redirections.

using Xv6.Library.Tests.Emulation;
using Xv6.Programs.Shell;

namespace Xv6.Programs.Tests;

public class ShellTests
{
    private readonly EmulatedSystem _system = new();

    private string Run(string line, params string[] arguments)
    {
        int status = ProgramRun.Run(ShellProgram.Main, ["sh", "-c", line, "sh", .. arguments]);
        return _system.Output + (status == 0 ? "" : $"[{status}]");
    }

    [Theory]
    [InlineData("echo hello   world", "hello world\n")]
    [InlineData("echo -n a; echo b", "ab\n")]
    [InlineData("x='echo \"a  $y\" | b'; y=1; eval echo '\"$y  2\"' '; ' y=3; eval 'echo $y'; eval; eval 'exit 4'", "1  2\n3\n[4]")]
    [InlineData("for i in 1 2 3; do eval 'test $i = 2 && break'; echo $i; done; eval 'if'", "1\n[2]")]
    [InlineData("true && echo yes || echo no", "yes\n")]
    [InlineData("false && echo yes || echo no", "no\n")]
    [InlineData("false; echo $?", "1\n")]
    [InlineData("! false && echo negated", "negated\n")]
    [InlineData("x=5; echo $x$x", "55\n")]
    [InlineData("if test 1 = 2; then echo a; elif test 1 = 1; then echo b; else echo c; fi", "b\n")]
    [InlineData("for i in 1 2 3; do echo -n $i; done", "123")]
    [InlineData("i=0; while test $i -lt 5; do i=$((i + 1)); if test $i = 3; then continue; fi; echo -n $i; done", "1245")]
    [InlineData("for a in 1 2; do for b in x y z; do if [ $b = y ]; then continue 2; fi; echo -n $a$b; done; done", "1x2x")]
    [InlineData("for a in 1 2; do for b in x y; do if [ $a$b = 1y ]; then break 2; fi; echo -n $b; done; done; echo .", "x.\n")]
    [InlineData("i=0; until [ $i = 2 ]; do echo -n $i; i=$((i+1)); done", "01")]
    [InlineData("false", "[1]")]
    [InlineData("exit 7; echo not", "[7]")]
    [InlineData("set -- a 'b c' d; shift; echo $# \"$1\"", "2 b c\n")]
    [InlineData("{ echo a; echo b; } > f; read x < f; echo $x", "a\n")]
    [InlineData("echo one > f; echo two >> f; { read a; read b; read c || echo end; } < f; echo $a $b", "end\none two\n")]
    [InlineData("echo a b c > f; read x y < f; echo $y-$x", "b c-a\n")]
    [InlineData("echo 'echo $1 sourced' > s; . s; source s", "sourced\nsourced\n")]
    [InlineData("unset x; echo ${x-unset}", "unset\n")]
    [InlineData("export A=1; echo $A", "1\n")]
    [InlineData("cd nowhere || echo failed", "failed\n")]
    [InlineData("mkdir; echo still here", "still here\n")]
    [InlineData("echo a > /none/f || echo failed; echo b", "failed\nb\n")]
    [InlineData(": ; [ a = a ] && echo ok", "ok\n")]
    [InlineData("X=1\necho $X\n\n\necho end\n", "1\nend\n")]
    [InlineData("echo $((2 +)) ; echo after", "after\n")]
    [InlineData("for x in a1 b '*'; do case $x in a*|c) echo -n A;; '*') echo -n star;; *) echo -n other;; esac; done", "Aotherstar")]
    [InlineData("f() { echo $# $1; return 4; echo never; }; f a b; echo $? $#", "2 a\n4 0\n")]
    [InlineData("f() { for i in 1 2 3; do if [ $i = 2 ]; then return; fi; echo -n $i; done; }; f; echo .", "1.\n")]
    [InlineData("f() { if [ $1 -gt 0 ]; then echo -n $1; f $(($1 - 1)); fi; }; f 3", "321")]
    [InlineData("f() { f; }; f || echo stopped", "stopped\n")]
    [InlineData("f() { echo old; }; f() { echo new; } > out; f; read x < out; echo $x", "new\n")]
    [InlineData("while read a; do echo -n \"<$a>\"; done <<END\n1 2\n$((1 + 2)) \"q\"\nEND\necho", "<1 2><3 \"q\">\n")]
    [InlineData("read a <<'END'\n$x\nEND\necho $a", "$x\n")]
    public void Runs(string line, string expected) => Assert.Equal(expected, Run(line));

    [Fact]
    public void Passes_arguments() => Assert.Equal("2 a b c\n", Run("echo $# $1 \"$2\"", "a", "b c"));

    [Fact]
    public void Reports_syntax_errors()
    {
        Assert.Equal("[2]", Run("if true; then"));
        Assert.Equal("sh: line 1: syntax error near the end of the text\n", _system.Error);
    }

    [Fact]
    public void Syntax_errors_name_the_file_and_the_line()
    {
        _system.AddFile("script", "# one\n\necho 'three\nfour'\necho six; )\n");
        Assert.Equal(2, ProgramRun.Run(ShellProgram.Main, "sh", "script"));
        _system.SetInput("echo 1\necho 2\nfi\n");
        Assert.Equal(2, ProgramRun.Run(ShellProgram.Main, "sh"));
        Assert.Equal("sh: script: line 5: syntax error near )\nsh: line 3: syntax error near fi\n", _system.Error);
    }

    /// <summary>However deep, it is an error or works, and never the end of the stack.</summary>
    [Theory]
    [InlineData("(", "true", ")", 2)]
    [InlineData("{ ", "true", "; }", 2)]
    [InlineData("if true; then ", "true", "; fi", 2)]
    [InlineData("while true; do ", "break 5000", "; done", 2)]
    [InlineData("if false; then a; ", "else b; fi", "", 2)]
    [InlineData("case x in x) ", "true", ";; esac", 2)]
    [InlineData("true $(echo ", "x", ")", 2)]
    [InlineData("true \"$(echo ", "x", ")\"", 2)]
    [InlineData("true ${x:-", "x", "}", 2)]
    [InlineData("(", "", "", 2)]
    [InlineData("true && ", "true", "", 0)]
    [InlineData("false || ", "true", "", 0)]
    [InlineData("true $((", "1", "))", 2)]
    public void Deep_nesting_is_refused(string open, string inside, string close, int status)
    {
        const int Depth = 5000;
        string line = string.Concat(Enumerable.Repeat(open, Depth)) + inside + string.Concat(Enumerable.Repeat(close, Depth));
        Assert.Equal(status == 0 ? "" : $"[{status}]", Run(line));
    }

    [Theory]
    [InlineData("f() { f; }; f")]
    [InlineData("echo '. self' > self; . self")]
    [InlineData("x='eval \"$x\"'; eval \"$x\"")]
    [InlineData("f() { if true; then { f; }; fi; }; f")]
    public void Endless_recursion_ends(string line)
    {
        Assert.Equal("end\n", Run(line + "; echo end"));
        Assert.Equal("sh: commands call each other too often\n", _system.Error);
    }

    [Fact]
    public void Deep_arithmetic_is_refused() => Assert.Equal("[1]", Run($"echo $(({new string('(', 5000)}1{new string(')', 5000)}))"));

    [Fact]
    public void Redirects_standard_error()
    {
        Run("cd nowhere 2> log; type none 2>> log");
        const string Missing = "No such file or directory (ENOENT)";
        Assert.Equal($"sh: cd: nowhere: {Missing}\nsh: none: {Missing}\n", _system.ReadFile("log"));
    }

    [Fact]
    public void Redirections_are_undone()
    {
        Assert.Equal("back\n", Run("echo a > f 2>&1; { echo b; echo c >&2; } > g 2>&1; echo d > /no/where; echo back"));
        Assert.Equal(("a\n", "b\nc\n"), (_system.ReadFile("f"), _system.ReadFile("g")));
        Assert.Equal(3, _system.OpenDescriptors);
    }

    [Fact]
    public void Commands_on_standard_input_share_it_with_what_they_run()
    {
        _system.SetInput("read x\nfirst line\necho got $x\nif true\nthen echo two lines\nfi\n");
        Assert.Equal(0, ProgramRun.Run(ShellProgram.Main, "sh"));
        Assert.Equal("got first line\ntwo lines\n", _system.Output);
    }

    [Fact]
    public void Runs_scripts_with_arguments()
    {
        _system.AddFile("script", "#!/sh\n# a comment\nfor x in \"$@\"; do\n  echo \"<$x>\"\ndone\nexit 3\n");
        Assert.Equal(3, ProgramRun.Run(ShellProgram.Main, "sh", "script", "a", "b c"));
        Assert.Equal("<a>\n<b c>\n", _system.Output);
    }
}
