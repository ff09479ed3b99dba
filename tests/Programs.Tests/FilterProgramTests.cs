// The programs that turn text into text.

using Xv6.Library.Tests.Emulation;

namespace Xv6.Programs.Tests;

public class FilterProgramTests
{
    private readonly EmulatedSystem _system = new();

    private string Run(ProgramMain main, string input, params string[] arguments)
    {
        _system.SetInput(input);
        int status = ProgramRun.Run(main, arguments);
        return _system.Output + _system.Error + (status == 0 ? "" : $"[{status}]");
    }

    [Theory]
    [InlineData("b\na\nc\n", new[] { "sort" }, "a\nb\nc\n")]
    [InlineData("10\n9\n-1\n", new[] { "sort", "-n" }, "-1\n9\n10\n")]
    [InlineData("a\nb\na", new[] { "sort", "-ru" }, "b\na\n")]
    public void Sort_orders_lines(string input, string[] arguments, string expected)
        => Assert.Equal(expected, Run(Sort.Main, input, arguments));

    [Theory]
    [InlineData(new[] { "uniq" }, "a\nb\na\n")]
    [InlineData(new[] { "uniq", "-c" }, "      2 a\n      1 b\n      1 a\n")]
    [InlineData(new[] { "uniq", "-d" }, "a\n")]
    [InlineData(new[] { "uniq", "-u" }, "b\na\n")]
    public void Uniq_joins_lines(string[] arguments, string expected)
        => Assert.Equal(expected, Run(Unique.Main, "a\na\nb\na\n", arguments));

    [Theory]
    [InlineData(new[] { "head", "-n", "2" }, "1\n2\n")]
    [InlineData(new[] { "head", "-1" }, "1\n")]
    [InlineData(new[] { "head", "-n0" }, "")]
    [InlineData(new[] { "head" }, "1\n2\n3")]
    public void Head_prints_the_first_lines(string[] arguments, string expected)
        => Assert.Equal(expected, Run(Head.Main, "1\n2\n3", arguments));

    [Theory]
    [InlineData(new[] { "tail", "-n", "2" }, "2\n3")]
    [InlineData(new[] { "tail", "-0" }, "")]
    [InlineData(new[] { "tail", "-12" }, "1\n2\n3")]
    public void Tail_prints_the_last_lines(string[] arguments, string expected)
        => Assert.Equal(expected, Run(Tail.Main, "1\n2\n3", arguments));

    [Theory]
    [InlineData(new[] { "grep", "b" }, "ab\nbc\n")]
    [InlineData(new[] { "grep", "-v", "b" }, "cd\n")]
    [InlineData(new[] { "grep", "-c", "b" }, "2\n")]
    [InlineData(new[] { "grep", "-n", "^b" }, "2:bc\n")]
    [InlineData(new[] { "grep", "-i", "AB" }, "ab\n")]
    [InlineData(new[] { "grep", "-q", "b" }, "")]
    [InlineData(new[] { "grep", "none" }, "[1]")]
    [InlineData(new[] { "grep", "-F", "." }, "[1]")]
    [InlineData(new[] { "grep", "-E", "a|d" }, "ab\ncd\n")]
    [InlineData(new[] { "grep", "x", "missing" }, "grep: missing: No such file or directory (ENOENT)\n[2]")]
    public void Grep_finds_lines(string[] arguments, string expected)
        => Assert.Equal(expected, Run(Grep.Main, "ab\nbc\ncd\n", arguments));

    [Fact]
    public void Grep_names_files_when_there_are_several()
    {
        _system.AddFile("f", "x\n");
        _system.AddFile("g", "y\nx\n");
        Assert.Equal("f:x\ng:x\n", Run(Grep.Main, "", "grep", "x", "f", "g"));
    }

    [Theory]
    [InlineData(new[] { "seq", "3" }, "1\n2\n3\n")]
    [InlineData(new[] { "seq", "2", "2", "6" }, "2\n4\n6\n")]
    [InlineData(new[] { "seq", "3", "-1", "1" }, "3\n2\n1\n")]
    [InlineData(new[] { "seq", "2", "1" }, "")]
    [InlineData(new[] { "seq", "9223372036854775806", "9223372036854775807" }, "9223372036854775806\n9223372036854775807\n")]
    public void Seq_counts(string[] arguments, string expected)
        => Assert.Equal(expected, Run(SequenceOfNumbers.Main, "", arguments));

    [Theory]
    [InlineData(new[] { "tr", "a-z", "A-Z" }, "HELLO  WORLD\n")]
    [InlineData(new[] { "tr", "-d", "lo" }, "he  wrd\n")]
    [InlineData(new[] { "tr", "-s", " " }, "hello world\n")]
    [InlineData(new[] { "tr", "\\n", "x" }, "hello  worldx")]
    public void Tr_replaces(string[] arguments, string expected)
        => Assert.Equal(expected, Run(Translate.Main, "hello  world\n", arguments));

    [Fact]
    public void Hexdump_shows_bytes_and_text()
    {
        string expected = "00000000  30 31 32 33 34 35 36 37  38 39 41 42 43 44 45 46  |0123456789ABCDEF|\n*\n"
            + "00000020  0a                                                |.|\n00000021\n";
        Assert.Equal(expected, Run(HexDump.Main, "0123456789ABCDEF0123456789ABCDEF\n", "hexdump"));
    }

    [Fact]
    public void Strings_prints_text_in_binaries()
        => Assert.Equal("long enough\nlast one\n", Run(Strings.Main, "\x01ab\x02long enough\x03xyz\x04last one", "strings"));

    [Fact]
    public void Tee_copies_and_appends()
    {
        _system.AddFile("f", "old\n");
        Assert.Equal("new\n", Run(Tee.Main, "new\n", "tee", "-a", "f", "g"));
        Assert.Equal(("old\nnew\n", "new\n"), (_system.ReadFile("f"), _system.ReadFile("g")));
    }

    [Fact]
    public void Cmp_says_where_files_differ()
    {
        _system.AddFile("a", "one\ntwo\n");
        _system.AddFile("b", "one\ntxo\n");
        _system.AddFile("c", "one\n");
        Assert.Equal("a b differ: byte 6, line 2\n[1]", Run(Compare.Main, "", "cmp", "a", "b"));
        Assert.Equal(0, ProgramRun.Run(Compare.Main, "cmp", "a", "a"));
        Assert.Equal(1, ProgramRun.Run(Compare.Main, "cmp", "a", "c"));
        Assert.Equal(2, ProgramRun.Run(Compare.Main, "cmp", "a", "none"));
    }

    [Fact]
    public void Cp_mv_and_touch_make_files()
    {
        _system.AddFile("a", "text");
        _system.AddDirectory("d");
        _system.AddFile("d/x", "in d");
        Assert.Equal("", Run(Copy.Main, "", "cp", "a", "d"));
        Assert.Equal("", Run(Copy.Main, "", "cp", "-r", "d", "e"));
        Assert.Equal("", Run(Move.Main, "", "mv", "a", "moved"));
        Assert.Equal("", Run(Touch.Main, "", "touch", "new", "d/x"));
        Assert.Equal(("text", "in d"), (_system.ReadFile("d/a"), _system.ReadFile("e/x")));
        Assert.Equal(("text", ""), (_system.ReadFile("moved"), _system.ReadFile("new")));
        Assert.False(_system.Exists("a"));
        Assert.Equal(1, ProgramRun.Run(Copy.Main, "cp", "moved", "moved"));
        Assert.Equal(1, ProgramRun.Run(Copy.Main, "cp", "-r", "d", "d/inside"));
        Assert.Equal("text", _system.ReadFile("moved"));
    }

    [Theory]
    [InlineData(new[] { "find", ".", "b" }, "./b\n./a/b\n")]
    [InlineData(new[] { "find", "a" }, "a\na/b\na/c.x\n")]
    [InlineData(new[] { "find", ".", "-name", "*.x", "-type", "f" }, "./a/c.x\n")]
    [InlineData(new[] { "find", ".", "-type", "d" }, ".\n./a\n")]
    [InlineData(new[] { "find", "none" }, "find: none: No such file or directory (ENOENT)\n[1]")]
    public void Find_walks_trees(string[] arguments, string expected)
    {
        _system.AddFile("b", "");
        _system.AddDirectory("a");
        _system.AddFile("a/b", "");
        _system.AddFile("a/c.x", "");
        Assert.Equal(expected, Run(Find.Main, "", arguments));
    }
}
