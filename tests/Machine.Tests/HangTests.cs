// The hang detector: each kind of standstill is reported once, with what everybody holds, waits for and does; and the system goes on.

using System.Text.RegularExpressions;
using Xv6.Cli.Emulation;
using Xv6.MachineTests.Harness;

namespace Xv6.MachineTests;

public sealed class HangTests
{
    /// <summary>
    /// Neither hart takes interrupts: whether that or the spin is noticed first depends on who looks first. What is noticed next is said
    /// without waiting for the console, so it may come in the middle of another line.
    /// </summary>
    [Fact]
    public void ASpin()
    {
        string output = Hang("hang-spin", 4);
        Assert.Matches(@"(?m)^hang: hart \d (spins on pipe, which hart \d holds|takes no interrupts)$", output);
        Assert.Matches(@"hart \d: waiter, spins on pipe \(held by hart \d\)(, with interrupts off)?\n", output);
        Assert.Contains("HangProvocations.TakeSpinLock (HangProvocations.cs:", output);
        Assert.Matches(@"hart \d: holder, holds pipe, with interrupts off\n", output);
        Assert.Contains("HangProvocations.HoldSpinLock (HangProvocations.cs:", output);
        Assert.Matches(@"the spin lock[^~]+free\n", output);
    }

    [Fact]
    public void InterruptsOff()
    {
        string output = Hang("hang-interrupts", 2);
        Assert.Single(Regex.Matches(output, @"(?m)^hang: hart \d takes no interrupts$"));
        Assert.Matches(@"hart \d: stuck, with interrupts off\n", output);
        Assert.Contains("HangProvocations.KeepInterruptsOff (HangProvocations.cs:", output);
        Assert.Contains("interrupts are on again\n", output);
    }

    [Fact]
    public void AWaitThatNothingEnds()
    {
        string output = Hang("hang-wait", 1);
        Assert.Single(Regex.Matches(output, @"(?m)^hang: process 0 waiter waits for inode$"));
        Assert.Contains("waiter waits for inode (held by holder)\n", output);
        Assert.Contains("HangProvocations.TakeSleepLock (HangProvocations.cs:", output);
        Assert.Contains("holder waits for timer, holds inode\n", output);
        Assert.Contains("the sleep lock is free\n", output);
    }

    [Fact]
    public void AReadyProcessThatNoHartTakes()
    {
        string output = Hang("hang-ready", 2);
        Assert.Single(Regex.Matches(output, @"(?m)^hang: process 0 forgotten is ready, and no hart takes it$"));
        Assert.Contains("forgotten is ready\n", output);
        Assert.Contains("HangProvocations.BeForgotten (HangProvocations.cs:", output);
    }

    [Fact]
    public void ATimeThatIsOver()
    {
        string output = Hang("hang-time", 2);
        Assert.Single(Regex.Matches(output, @"(?m)^hang: process 0 oversleeper waits for a time that is over$"));
        Assert.Contains("HangProvocations.Oversleep (HangProvocations.cs:", output);
    }

    /// <summary>A disk of a thousand bytes a second.</summary>
    [Fact]
    public void ADiskThatDoesNotAnswer()
    {
        using MachineConsole console = MachineConsole.Start(
            new MachineOptions { BootArguments = "hang=1" }, command => command with { Further = ["-set", "drive.x0.throttling.bps-total=1000"] });
        console.Expect("hang: disk 0 does not answer");
        console.Expect("DiskRequest.Wait (DiskRequest.cs:");
    }

    /// <summary>Guest time that jumps is nobody's fault.</summary>
    [Fact]
    public void AMachineThatStoodStillIsNoHang()
    {
        using MachineConsole console = MachineConsole.StartToPrompt(new MachineOptions { BootArguments = "hang=1" });
        Signal("STOP", console);
        Thread.Sleep(TimeSpan.FromSeconds(4));
        Signal("CONT", console);
        Assert.Equal("alive\n", console.Command("sleep 15; echo alive").Replace("\r", ""));
    }

    [Fact]
    public void AnIdleSystemIsNoHang() =>
        Execution.Run(new MachineOptions { BootArguments = "hang=1" }, "sleep 30", "echo quiet").ExpectStatus(0).ExpectOutput("quiet\n");

    private static string Hang(string kind, int harts)
    {
        string output = Provoked.Run(kind, harts).ExpectStatus(0).Output;
        Assert.EndsWith("and on it goes\n", output);
        return output;
    }

    private static void Signal(string name, MachineConsole console) =>
        Xv6.Cli.Tools.CapturedProcess.Run("kill", ["-" + name, $"{console.ProcessId}"]);
}
