// The statistics of locks, as programs read them.

using System.Globalization;
using System.Text.RegularExpressions;
using Xv6.Cli.Emulation;
using Xv6.MachineTests.Harness;

namespace Xv6.MachineTests;

public sealed partial class StatisticsTests
{
    private const string Work = "(forktest & forktest & ls > a; wait) > /null";

    /// <summary>As many harts as there can be, all of which fork and exit.</summary>
    [Fact]
    public void TheTotalIsTheSumAndCountsOnlyWhatCame()
    {
        string output = Execution.Run(new MachineOptions { Harts = 4 }, Work, "cat statistics", "echo x > statistics", "cat statistics").ExpectStatus(0).Output;
        string[] texts = output.Split("--- lock kmem/bcache stats\n")[1..];
        Assert.Equal(2, texts.Length);
        long before = AcquisitionsIn(texts[0]);
        long after = AcquisitionsIn(texts[1]);
        Assert.InRange(before, 1000, long.MaxValue);
        Assert.InRange(after, 1, before / 2);
    }

    /// <summary>Checks one text; returns how often the locks of the first group were taken.</summary>
    private static long AcquisitionsIn(string text)
    {
        string group = text.Split("--- top 5")[0];
        (long Spins, long Acquisitions)[] locks =
        [
            .. Line().Matches(group).Select(match => (Number(match.Groups[2]), Number(match.Groups[3]))),
        ];
        Assert.All(Line().Matches(group), match => Assert.Matches("^(kmem|bcache)", match.Groups[1].Value));
        Assert.All(locks, entry => Assert.InRange(entry.Acquisitions, 0, long.MaxValue));
        string total = text[(text.IndexOf('=') + 1)..].Split('\n')[0];
        Assert.Equal(locks.Sum(entry => entry.Spins), long.Parse(total, CultureInfo.InvariantCulture));
        return locks.Sum(entry => entry.Acquisitions);
    }

    private static long Number(Group group) => long.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?m)^lock: (.+): #test-and-set (\d+) #acquire\(\) (\d+)$")]
    private static partial Regex Line();
}
