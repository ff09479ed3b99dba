// The suite of the system-call interface (tests/Machine.Programs/Suite): all its checks in one boot for each number of harts, on a small
// machine, where disk and memory run out soon; each check is a test here.

using Xv6.Cli;
using Xv6.Cli.Emulation;
using Xv6.Cli.Images;
using Xv6.Image;
using Xv6.Image.Checking;
using Xv6.MachinePrograms.Suite;
using Xv6.MachineTests.Harness;

namespace Xv6.MachineTests;

public sealed class SuiteTests(SuiteRuns runs) : IClassFixture<SuiteRuns>
{
    public static TheoryData<string> Checks => [.. SuiteList.All.Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Checks))]
    public void OnOneHart(string check) => runs.OnHarts(1).Expect(check);

    [Theory]
    [MemberData(nameof(Checks))]
    public void OnTwoHarts(string check) => runs.OnHarts(2).Expect(check);

    [Theory]
    [MemberData(nameof(Checks))]
    public void OnFourHarts(string check) => runs.OnHarts(4).Expect(check);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void TheDiskIsSoundAfterwards(int harts) => Assert.Empty(runs.OnHarts(harts).DiskProblems);
}

/// <summary>Boots the suite when somebody first asks for its results.</summary>
public sealed class SuiteRuns : IDisposable
{
    private const int Memory = 48;

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);
    private static readonly DiskImageOptions s_disk = new() { Size = 12 << 20, Inodes = 300 };

    private readonly string _image = Repository.Artifact("run", $"{Environment.ProcessId}-{Guid.NewGuid():n}.img");
    private readonly Dictionary<int, SuiteRun> _runs = [];

    public SuiteRun OnHarts(int harts)
    {
        if (!_runs.TryGetValue(harts, out SuiteRun? run))
            _runs[harts] = run = Boot(harts);
        return run;
    }

    public void Dispose() => File.Delete(_image);

    private SuiteRun Boot(int harts)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_image)!);
        SystemImage.Make(_image, s_disk, [.. TestSystem.Built.Programs.Where(IsNeeded)]);
        AddedFile suite = TestSystem.Programs.Single(program => program.Name == "suite");
        Execution execution = Execution.Run(new MachineOptions { Harts = harts, Memory = Memory, Disk = _image, Added = [suite] }, s_limit, "suite");
        return new(execution.Output, ImageChecker.Check(_image).Problems);
    }

    // The fewer files, the more there is to fill up.
    private static bool IsNeeded(AddedFile program) => program.Name is "init" or "sh" or "true";
}

/// <param name="Output">What the console showed.</param>
/// <param name="DiskProblems">What is wrong with the disk afterwards.</param>
public sealed record SuiteRun(string Output, IReadOnlyList<string> DiskProblems)
{
    /// <summary>Fails, with what the console showed of this check, unless it passed.</summary>
    public void Expect(string check)
    {
        int start = Output.IndexOf($"check {check}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"The suite did not come to this check. The console showed:\n{Output}");
        int end = Output.IndexOf($"\n{check} ", start, StringComparison.Ordinal);
        string report = end < 0 ? Output[start..] : Output[start..(end + 1)];
        Assert.True(end >= 0 && Output[(end + 1)..].StartsWith($"{check} passed\n", StringComparison.Ordinal), report);
    }
}
