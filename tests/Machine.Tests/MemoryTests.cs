// Memory management as programs can see it: what is counted, what is shared, what happens when there is none.

using System.Text.RegularExpressions;
using Xv6.Cli.Emulation;
using Xv6.MachineTests.Harness;

namespace Xv6.MachineTests;

public sealed partial class MemoryTests
{
    /// <summary>Programs that check something by themselves.</summary>
    public static TheoryData<string> Names => ["counts", "callfaults"];

    [Theory]
    [MemberData(nameof(Names))]
    public void OnOneHart(string name) => Execution.RunWith(new MachineOptions { Harts = 1 }, [name], name).ExpectStatus(0);

    [Theory]
    [MemberData(nameof(Names))]
    public void OnFourHarts(string name) => Execution.RunWith(new MachineOptions { Harts = 4 }, [name], name).ExpectStatus(0);

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
            .ExpectOutput("30 copies of a program: 67 pages resident in each, 61 of them shared; each took 6 pages\n");

    [GeneratedRegex(@"^(out of memory: pid \d+ shortage is killed at 0x[0-9a-f]{16}|shortage: \d+ in a row, .*)$")]
    private static partial Regex ShortageLine();
}
