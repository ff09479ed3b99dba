// The small programs about files.

using Xv6.Library.Tests.Emulation;

namespace Xv6.Programs.Tests;

public class FileProgramTests
{
    private readonly EmulatedSystem _system = new();

    public FileProgramTests()
    {
        _system.AddFile("a", "one\ntwo words\n");
        _system.AddFile("b", "three");
        _system.AddDirectory("d");
        _system.AddFile("d/f", "in d\n");
    }

    [Fact]
    public void Cat_joins_files_and_standard_input()
    {
        _system.SetInput("typed\n");
        Assert.Equal(0, ProgramRun.Run(Cat.Main, "cat", "a", "-", "b"));
        Assert.Equal("one\ntwo words\ntyped\nthree", _system.Output);
    }

    [Fact]
    public void Cat_goes_on_after_a_file_that_is_missing()
    {
        Assert.Equal(1, ProgramRun.Run(Cat.Main, "cat", "none", "b"));
        Assert.Equal(("three", "cat: none: No such file or directory (ENOENT)\n"), (_system.Output, _system.Error));
    }

    [Fact]
    public void Echo_separates_by_spaces()
    {
        ProgramRun.Run(Echo.Main, "echo", "a", "b c", "-n");
        ProgramRun.Run(Echo.Main, "echo", "-n", "x");
        ProgramRun.Run(Echo.Main, "echo");
        Assert.Equal("a b c -n\nx\n", _system.Output);
    }

    [Fact]
    public void Ls_prints_names_types_inodes_and_sizes_as_xv6_does()
    {
        ProgramRun.Run(List.Main, "ls", "a", "d");
        string[] lines = _system.Output.Split('\n');
        Assert.Matches("^a {13} 2 [0-9]+ 14$", lines[0]);
        Assert.Matches("^\\. {13} 1 [0-9]+ 48$", lines[1]);
        Assert.Matches("^\\.\\. {12} 1 1 [0-9]+$", lines[2]);
        Assert.Matches("^f {13} 2 [0-9]+ 5$", lines[3]);
    }

    [Fact]
    public void Ls_shows_links_and_their_targets()
    {
        ProgramRun.Run(Link.Main, "ln", "-s", "nowhere", "l");
        Assert.Equal(0, ProgramRun.Run(List.Main, "ls", "-l", "l"));
        Assert.EndsWith("l -> nowhere\n", _system.Output);
    }

    [Fact]
    public void Wc_counts()
    {
        _system.SetInput("a b\nc\n");
        ProgramRun.Run(WordCount.Main, "wc", "a", "b");
        ProgramRun.Run(WordCount.Main, "wc");
        ProgramRun.Run(WordCount.Main, "wc", "-l", "a");
        Assert.Equal("2 3 14 a\n0 1 5 b\n2 4 19 total\n2 3 6 \n2 a\n", _system.Output);
    }

    [Fact]
    public void Mkdir_and_rm_work_on_trees()
    {
        Assert.Equal(0, ProgramRun.Run(MakeDirectory.Main, "mkdir", "-p", "x/y/z"));
        Assert.Equal(0, ProgramRun.Run(MakeDirectory.Main, "mkdir", "-p", "x/y"));
        Assert.Equal(1, ProgramRun.Run(MakeDirectory.Main, "mkdir", "x"));
        Assert.Equal(1, ProgramRun.Run(Remove.Main, "rm", "d"));
        Assert.True(_system.Exists("d/f"));
        Assert.Equal(0, ProgramRun.Run(Remove.Main, "rm", "-r", "d", "x", "a"));
        Assert.False(_system.Exists("d") || _system.Exists("x") || _system.Exists("a"));
        Assert.Equal(0, ProgramRun.Run(Remove.Main, "rm", "-f", "none"));
        Assert.Equal(1, ProgramRun.Run(Remove.Main, "rm", "none"));
    }

    [Fact]
    public void Help_goes_to_output_and_wrong_options_to_error()
    {
        Assert.Equal(0, ProgramRun.Run(WordCount.Main, "wc", "-h"));
        Assert.Equal("usage: wc [-lwc] [FILE]...\n", _system.Output);
        Assert.Equal(2, ProgramRun.Run(WordCount.Main, "wc", "-x"));
        Assert.Equal("usage: wc [-lwc] [FILE]...\n", _system.Error);
    }

    [Theory]
    [InlineData("quiet exec=6c730a6c73 x=1", true, "ls\nls")]
    [InlineData("exec=", true, "")]
    [InlineData("exec=6", false, "")]
    [InlineData("exec=zz", false, "")]
    [InlineData("noexec=6c", false, "")]
    [InlineData("", false, "")]
    public void Init_finds_lines_in_the_boot_arguments(string text, bool expected, string lines)
    {
        bool isFound = BootArguments.TryGetHexadecimal(Utf8.GetBytes(text), "exec="u8, out ReadOnlySpan<byte> decoded);
        Assert.Equal(expected, isFound);
        if (isFound)
            Assert.Equal(lines, Utf8.ToString(decoded));
    }
}
