// Each program of Programs/ checks a part of the system-call interface, on one hart and on several.

using Xv6.Cli.Emulation;
using Xv6.MachineTests.Harness;

namespace Xv6.MachineTests;

public sealed class ProgramTests
{
    public static TheoryData<string> Names =>
    [
        "registers", "errors", "processes", "forkbomb", "pipes", "descriptors", "files", "unlinked", "folders", "links", "concurrent", "bigfile",
        "heap", "fillmemory", "copies", "faults", "stack", "pointers", "arguments", "elf", "preemption", "killing", "clocks", "identity", "nodes",
        "unknown", "segment", "mapping", "anonymous",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void OnOneHart(string name) => Execution.RunWith(new MachineOptions { Harts = 1 }, [name], name).ExpectStatus(0);

    [Theory]
    [MemberData(nameof(Names))]
    public void OnFourHarts(string name) => Execution.RunWith(new MachineOptions { Harts = 4 }, [name], name).ExpectStatus(0);

    /// <summary>Where memory would be short before the process table is full.</summary>
    [Fact]
    public void AForkBombOnASmallMachine() =>
        Execution.RunWith(new MachineOptions { Harts = 2, Memory = 64 }, ["forkbomb"], "forkbomb").ExpectStatus(0);

    [Fact]
    public void AnUnknownCallIsNamedOnTheConsole()
    {
        string output = Execution.RunWith(["unknown"], "unknown").ExpectStatus(0).Output;
        Assert.Matches(@"\d+ unknown: unknown sys call 1000\n", output);
    }

    [Fact]
    public void AFaultIsNamedOnTheConsole()
    {
        string output = Execution.RunWith(["faults"], "faults").ExpectStatus(0).Output;
        Assert.Matches(@"faults.*\n", output);
        Assert.Contains("ffffffc080000000", output);
    }

    [Fact]
    public void FindAndXargsRunCommands() =>
        Execution.Run(
            "mkdir d; echo 1 > d/x; echo 22 > d/y; mkdir d/e; echo 333 > d/e/x",
            "find d x -exec echo hi",
            "find d -name x -exec wc -c {} ';'",
            "find d -type d -exec nosuch",
            @"printf 'a b\nc\n' | xargs -I % echo 1%2 %%",
            @"printf 'a b\nc\n' | xargs -n 2 echo",
            @"printf 'a\nb\n' | xargs -I % nosuch %; echo $?").ExpectStatus(0).ExpectOutput("""
            hi d/x
            hi d/e/x
            2 d/x
            4 d/e/x
            find: nosuch: No such file or directory (ENOENT)
            find: nosuch: No such file or directory (ENOENT)
            1a b2 a ba b
            1c2 cc
            a b
            c
            xargs: nosuch: No such file or directory (ENOENT)
            127

            """);

    [Fact]
    public void TheCLibraryIsAsProgramsKnowIt() =>
        Execution.RunWith(["library", "plainsh"], @"printf 'ab\ncdefghijklmnop' | library", @"printf 'echo a b | wc\nnosuch\n' | plainsh").ExpectStatus(0).ExpectOutput("""
            -5 4294967295 ABCDEF q text %
            123456789012|-123456789012|18446744073709551615|DEADBEEFCAFE
            -1 1 FF
            0x00003FFFFFABCDEF 0x0000000000000000
            (null)|2147483647|-2147483648|FFFFFFFF
            %q %5d
            7|-10240
            0101234789 /b 1
            1 1 0 4
            42 0
            [ab
            ][cdefghijk][lmnop]
            heap 1
            0 1 -1
            $ 1 2 4 
            $ exec nosuch failed
            $ 
            """);

    [Fact]
    public void AProgramInCSharpMapsMemory() =>
        Execution.RunWith(["mappings"], "mappings", "cat mapped").ExpectStatus(0).ExpectOutput("unmapped: 42\njello");

    [Fact]
    public void TheLargestFileHasItsLimit() =>
        Execution.RunWith(["filelimit"], "filelimit").ExpectStatus(0);
}
