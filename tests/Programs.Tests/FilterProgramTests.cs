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
    [InlineData("x 10\ny 9\n", new[] { "sort", "-k", "2", "-n" }, "y 9\nx 10\n")]
    [InlineData("x 10\ny 9\n", new[] { "sort", "-k2nr" }, "x 10\ny 9\n")]
    [InlineData("x:3:a\ny:1:b\n", new[] { "sort", "-t", ":", "-k", "2,2" }, "y:1:b\nx:3:a\n")]
    [InlineData("b\nA\n", new[] { "sort", "-f" }, "A\nb\n")]
    [InlineData("a\nc\nb\n", new[] { "sort", "-c" }, "sort: line 3 is out of order: b\n[1]")]
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
    [InlineData(new[] { "uniq", "-i" }, "a\nab\n")]
    [InlineData(new[] { "uniq", "-ci" }, "      2 a\n      1 ab\n")]
    public void Uniq_can_ignore_case(string[] arguments, string expected)
        => Assert.Equal(expected, Run(Unique.Main, "a\nA\nab\n", arguments));

    [Theory]
    [InlineData(new[] { "head", "-n", "2" }, "1\n2\n")]
    [InlineData(new[] { "head", "-1" }, "1\n")]
    [InlineData(new[] { "head", "-n0" }, "")]
    [InlineData(new[] { "head", "-n", "-2" }, "1\n")]
    [InlineData(new[] { "head", "-c", "3" }, "1\n2")]
    [InlineData(new[] { "head" }, "1\n2\n3")]
    public void Head_prints_the_first_lines(string[] arguments, string expected)
        => Assert.Equal(expected, Run(Head.Main, "1\n2\n3", arguments));

    [Theory]
    [InlineData(new[] { "tail", "-n", "2" }, "2\n3")]
    [InlineData(new[] { "tail", "-0" }, "")]
    [InlineData(new[] { "tail", "-n", "+2" }, "2\n3")]
    [InlineData(new[] { "tail", "-c", "2" }, "\n3")]
    [InlineData(new[] { "tail", "-c", "+4" }, "\n3")]
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
    [InlineData(new[] { "grep", "-e", "a", "-ne", "d" }, "1:ab\n3:cd\n")]
    [InlineData(new[] { "grep", "-x", "b\\|cd" }, "cd\n")]
    [InlineData(new[] { "grep", "-w", "b" }, "[1]")]
    [InlineData(new[] { "grep", "-on", "[bc]*" }, "1:b\n2:bc\n3:c\n")]
    [InlineData(new[] { "grep", "[" }, "grep: [: not a regular expression\n[2]")]
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
    [InlineData(new[] { "seq", "-s", ", ", "-1", "1" }, "-1, 0, 1\n")]
    [InlineData(new[] { "seq", "-w", "9", "10" }, "09\n10\n")]
    [InlineData(new[] { "seq", "x" }, "seq: x: not a number\n[1]")]
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

    [Theory]
    [InlineData(new[] { "cut", "-c", "1,3-4" }, "ac:\nxz\n")]
    [InlineData(new[] { "cut", "-d", ":", "-f", "2-" }, "d:e\nxyz\n")]
    [InlineData(new[] { "cut", "-d:", "-sf1,3" }, "abc:e\n")]
    [InlineData(new[] { "cut", "-f", "0" }, "usage: cut (-c LIST | -f LIST [-d SEPARATOR] [-s]) [FILE]...\n[2]")]
    public void Cut_prints_parts(string[] arguments, string expected)
        => Assert.Equal(expected, Run(Cut.Main, "abc:d:e\nxyz\n", arguments));

    [Theory]
    [InlineData(new[] { "printf", "%s-%5d|%-4s|%04d\\n", "a", "42", "b", "-7" }, "a-   42|b   |-007\n")]
    [InlineData(new[] { "printf", "%x %X %o %c%%\\t.", "255", "255", "8", "xyz" }, "ff FF 10 x%\t.")]
    [InlineData(new[] { "printf", "%s\\n", "a", "b" }, "a\nb\n")]
    [InlineData(new[] { "printf", "%.2s|%b", "abc", "x\\n" }, "ab|x\n")]
    [InlineData(new[] { "printf", "no directive", "x" }, "no directive")]
    [InlineData(new[] { "printf", "%d", "x" }, "0printf: x: not a number\n[1]")]
    [InlineData(new[] { "printf", "%q" }, "printf: %q: not a directive\n[1]")]
    public void Printf_formats(string[] arguments, string expected) => Assert.Equal(expected, Run(PrintFormatted.Main, "", arguments));

    [Theory]
    [InlineData(new[] { "echo", "-n", "a", "b" }, "a b")]
    [InlineData(new[] { "echo", "-e", "a\\tb\\x41\\0101" }, "a\tbAA\n")]
    [InlineData(new[] { "echo", "-e", "a\\cb", "c" }, "a")]
    [InlineData(new[] { "echo", "-x", "-n" }, "-x -n\n")]
    public void Echo_prints_its_arguments(string[] arguments, string expected) => Assert.Equal(expected, Run(Echo.Main, "", arguments));

    [Fact]
    public void Lines_are_turned_round()
    {
        Assert.Equal("dcéba\n1\n", Run(Reverse.Main, "abécd\n1\n", "rev"));
        Assert.Equal("dcéba\n1\n2\n1\n", Run(ReverseLines.Main, "1\n2\n", "tac"));
    }

    [Theory]
    [InlineData("/a/b.c", ".c", "b", "/a")]
    [InlineData("b", "b", "b", ".")]
    [InlineData("/", "", "/", "/")]
    [InlineData("a//b//", "", "b", "a")]
    public void Paths_are_taken_apart(string path, string suffix, string name, string directory)
    {
        Assert.Equal(name + "\n", Run(BaseName.Main, "", "basename", path, suffix));
        Assert.Equal($"{name}\n{directory}\n", Run(DirectoryName.Main, "", "dirname", path));
    }

    [Fact]
    public void Directories_are_not_text()
    {
        _system.AddDirectory("d");
        Assert.Equal("cat: d: Is a directory (EISDIR)\n[1]", Run(Cat.Main, "", "cat", "d"));
    }
}
