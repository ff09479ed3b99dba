// What ./xv6 exec promises: output, statuses, sizes of machines.

using Xv6.Cli.Emulation;
using Xv6.MachineTests.Harness;

namespace Xv6.MachineTests;

public sealed class ExecTests
{
    private static readonly string[] s_sampleLines =
        ["echo hello | wc", "mkdir d", "echo hi > d/f", "cat d/f", "(echo a; echo b) | grep b", "true"];

    private const string SampleOutput = "1 1 6 \nhi\nb\n";

    [Fact]
    public void OutputIsWhatTheProgramsPrint() => Execution.Run(s_sampleLines).ExpectStatus(0).ExpectOutput(SampleOutput);

    /// <summary>The other tests run on the checked kernel.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void TheNormalKernelRunsPrograms(int harts) =>
        Execution.Run(TestSystem.Normal, new MachineOptions { Harts = harts }, Execution.DefaultLimit, s_sampleLines).ExpectStatus(0).ExpectOutput(SampleOutput);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void AnyNumberOfHarts(int harts) =>
        Execution.Run(new MachineOptions { Harts = harts }, s_sampleLines).ExpectStatus(0).ExpectOutput(SampleOutput);

    [Theory]
    [InlineData(32)]
    [InlineData(128)]
    [InlineData(4096)]
    public void AnyAmountOfMemory(int megabytes) =>
        Execution.Run(new MachineOptions { Memory = megabytes }, s_sampleLines).ExpectStatus(0).ExpectOutput(SampleOutput);

    [Fact]
    public void TheLastLinesStatusIsTheResult()
    {
        Execution.Run("false").ExpectStatus(1).ExpectOutput("");
        Execution.Run("false", "true").ExpectStatus(0);
        Execution.Run("true", "false").ExpectStatus(1);
    }

    [Fact]
    public void APerpetualLineTimesOut() =>
        Execution.Run(new MachineOptions(), TimeSpan.FromSeconds(5), "echo before", "sleep 1000", "echo after")
            .ExpectStatus(HeadlessRun.TimedOut).ExpectOutput("before\n");

    [Fact]
    public void InstructionsCanBeTheClock() =>
        Execution.Run(new MachineOptions { CountInstructions = true, Harts = 1 }, s_sampleLines).ExpectStatus(0).ExpectOutput(SampleOutput);

    [Fact]
    public void LinesAreTakenAsTheyAre() =>
        Execution.Run("echo 'a  b'  \"c | d\" ", "", "echo quiet exec=00", "echo ü", "if true\nthen echo two\nfi")
            .ExpectStatus(0).ExpectOutput("a  b c | d\nquiet exec=00\nü\ntwo\n");

    [Fact]
    public void ValuesOfBootArgumentsThatCannotBeAreNamed() =>
        Execution.Run(new MachineOptions { BootArguments = "abi=1999 hang=soon oom=smallest" }, "echo on").ExpectStatus(0).ExpectOutput(
            "boot argument hang=soon: not a number from 0 to 2147483647\nboot argument oom=smallest: can only be oom=largest\n"
            + "boot argument abi=1999: not a number from 2020 to 2025\non\n");

    [Fact]
    public void ManyLinesArrive()
    {
        string[] lines = [.. Enumerable.Range(0, 200).Select(number => $"echo line {number}")];
        string expected = string.Concat(Enumerable.Range(0, 200).Select(number => $"line {number}\n"));
        Execution.Run(lines).ExpectStatus(0).ExpectOutput(expected);
    }
}
