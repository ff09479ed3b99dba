// Memory management as programs can see it: what is counted, what is shared, what happens when there is none.

using System.Text.RegularExpressions;
using Xv6.Cli.Emulation;
using Xv6.MachineTests.Harness;

namespace Xv6.MachineTests;

public sealed partial class MemoryTests
{
    /// <summary>Programs that check something by themselves.</summary>
    public static TheoryData<string> Names => ["counts", "callfaults", "superpages", "overwrite"];

    [Theory]
    [MemberData(nameof(Names))]
    public void OnOneHart(string name) => Execution.RunWith(new MachineOptions { Harts = 1 }, [name], name).ExpectStatus(0);

    [Theory]
    [MemberData(nameof(Names))]
    public void OnFourHarts(string name) => Execution.RunWith(new MachineOptions { Harts = 4 }, [name], name).ExpectStatus(0);

    // The memory matters: with 64 MiB the kernel uses more than its allowance.
    [Theory]
    [InlineData(1, 128)]
    [InlineData(4, 32)]
    [InlineData(8, 64)]
    public void ThereIsAsMuchMemoryAfterAnyWorkAsBefore(int harts, int megabytes)
        => Execution.RunWith(new MachineOptions { Harts = harts, Memory = megabytes }, ["balance"], "balance").ExpectStatus(0);

    // One hart, so that the order of allocations hardly varies. Every process that can't be served says so; nothing else is printed.
    [Fact]
    public void EveryAllocationMayFail()
    {
        string output = Execution.RunWith(new MachineOptions { Harts = 1, BootArguments = "inject" }, ["shortage"], "shortage").ExpectStatus(0).Output;
        Assert.All(output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches(ShortageLine(), line));
    }

    [Fact]
    public void FailuresAreOnlyForThoseWhoBootForThem() =>
        Execution.RunWith(["shortage"], "shortage").ExpectStatus(1);

    [Fact]
    public void ThirtyCopiesOfAProgramHaveOneText() =>
        Execution.RunWith(["thirty"], "thirty").ExpectStatus(0)
            .ExpectOutput("30 copies of a program: 67 pages resident in each, 61 of them shared; each took 7 pages\n");

    [Theory]
    [InlineData(32, "eat", "")]
    [InlineData(32, "bomb", "")]
    [InlineData(32, "exec", "")]
    [InlineData(128, "eat", "")]
    [InlineData(32, "eat", "oom=largest")]
    [InlineData(128, "bomb", "overcommit=always")]
    public void ACrowdThatEatsAllMemoryEndsAndNothingElseDoes(int megabytes, string what, string bootArguments)
    {
        var options = new MachineOptions { Harts = 4, Memory = megabytes, BootArguments = bootArguments };
        string output = Execution.RunWith(options, ["pressure"], $"pressure {what}", "echo alive").ExpectStatus(0).Output;
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([$"pressure {what}: survived", "alive"], lines[^2..]);
        Assert.All(lines[..^2], line => Assert.Matches(KilledLine(), line));
    }

    // The shell is small: for what it needs, the one that has all the rest has to go.
    [Fact]
    public void TheShellAnswersWhileSomebodyHoldsAllMemory()
    {
        using MachineConsole console = MachineConsole.StartToPrompt(new MachineOptions { Memory = 64, Added = [TestPrograms.Get("pressure")] });
        console.Send("pressure hold &\n");
        console.Expect("holding");
        console.Send("echo al''ive\n");
        console.Expect("alive");
        console.Send("ls | wc; echo al''ive ag''ain\n");
        Assert.DoesNotContain("starting sh", console.Expect("alive again"));
    }

    [GeneratedRegex(@"^out of memory: pid \d+ pressure is killed(, the largest with \d+ pages, for pid \d+ \w+| at 0x[0-9a-f]{16})$")]
    private static partial Regex KilledLine();

    [GeneratedRegex(@"^(out of memory: pid \d+ shortage is killed at 0x[0-9a-f]{16}|shortage: \d+ in a row, .*)$")]
    private static partial Regex ShortageLine();
}
