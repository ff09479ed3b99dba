// The console as a person uses it.

using Xv6.Cli.Emulation;
using Xv6.MachineTests.Harness;

namespace Xv6.MachineTests;

public sealed class ConsoleTests
{
    [Fact]
    public void TheShellAnswers()
    {
        using MachineConsole console = MachineConsole.StartToPrompt(new MachineOptions());
        Assert.Equal("hello\n", console.Command("echo hello").Replace("\r", ""));
        Assert.Equal("b\n", console.Command("(echo a; echo b) | grep b").Replace("\r", ""));
    }

    [Fact]
    public void LinesCanBeEdited()
    {
        using MachineConsole console = MachineConsole.StartToPrompt(new MachineOptions { Added = [TestPrograms.Get("tty")] });
        console.Send("tty\n");
        console.Expect("tty: ready");
        console.Send("abx\x7fy\bc\n");
        console.Expect("tty: 4 [abc]");
        console.Send("garbage\x15good\n");
        console.Expect("tty: 5 [good]");
        console.Send("part\x04");
        console.Expect("tty: 4 [part]");
        console.Send("\x04");
        console.Expect("tty: 0 []");
        console.Expect("$ ");
    }

    [Fact]
    public void InterruptKillsTheForegroundJob()
    {
        using MachineConsole console = MachineConsole.StartToPrompt(new MachineOptions());
        console.Send("sleep 100000\n");
        Thread.Sleep(500);
        console.Send("\x03");
        console.Expect("$ ");
        Assert.Equal("alive\n", console.Command("echo alive").Replace("\r", ""));
    }

    /// <summary>xv6's own has no jobs; ^C kills what it waits for, not what it put in the background, and not the shell.</summary>
    [Fact]
    public void AShellWithoutJobsCanBeUsed()
    {
        using MachineConsole console = MachineConsole.StartToPrompt(new MachineOptions { Added = [TestPrograms.Get("plainsh") with { Name = "sh" }] });
        Assert.Equal("1 1 6 \n", console.Command("echo hello | wc").Replace("\r", ""));
        console.Send("sleep 100000 &\n");
        console.Expect("$ ");
        console.Send("sleep 100001 | cat\n");
        Thread.Sleep(500);
        console.Send("\x03");
        console.Expect("$ ");
        string[] processes = console.Command("ps").Replace("\r", "").TrimEnd().Split('\n');
        Assert.Equal(["NAME", "init", "sh", "sleep", "ps"], processes.Select(line => line.Split(' ')[^1]));
        console.Send("cat\nline\n\x04");
        console.Expect("line\nline\n");
        console.Expect("$ ");
    }

    /// <summary>And the line that the shell edits stays as it is.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void TheProcessListShowsWhatEverybodyDoes(int harts)
    {
        using MachineConsole console = MachineConsole.StartToPrompt(new MachineOptions { Harts = harts });
        console.Send("sleep 100000 &\n");
        console.Expect("$ ");
        console.Send("echo still");
        console.Expect("echo still");
        console.Send("\x10");
        console.Expect("hart 0: ");
        console.Expect("1 init waits for children");
        console.Expect("WaitQueue.Wait");
        console.Expect("Process.WaitForChild (Process.Tree.cs:");
        console.Expect("processes:");
        console.Expect("1 sleep init");
        console.Expect("2 sleep sh");
        console.Expect("sleep sleep");
        console.Expect("$ echo still");
        console.Send(" here\n");
        console.Expect("still here");
    }

    [Fact]
    public void PowerOffEndsTheMachine()
    {
        using MachineConsole console = MachineConsole.StartToPrompt(new MachineOptions());
        console.Send("poweroff\n");
        Assert.Equal(0, console.WaitForPowerOff());
    }
}
