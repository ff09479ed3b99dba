// What a panic says, wherever it happens; and that the machine ends with it.

using Xv6.Cli.Emulation;
using Xv6.MachineTests.Harness;

namespace Xv6.MachineTests;

public sealed class PanicTests
{
    [Fact]
    public void NamesHartProcessAndEveryFrame()
    {
        string output = Panic("panic");
        Assert.StartsWith("panic: provoked\nhart 0, process 1 init\n", output);
        AssertFrames(output, "PanicProvocations.Run (PanicProvocations.cs:", "Provocations.InProcess (Provocations.cs:", "InitProcess.Run (InitProcess.cs:",
            "ProcessEntry.Start (ProcessEntry.cs:");
        AssertFrames(output, "hart 0: 1 init", "writer waits for timer", "BackgroundWriter.Run (BackgroundWriter.cs:", "processes:", "1 run init");
    }

    [Fact]
    public void AFailedCheckOfTheLanguageHasItsLine()
    {
        string output = Panic("exception");
        Assert.Matches(@"^panic: .* at .*PanicProvocations\.cs:\d+\n", output);
        AssertFrames(output, "PanicProvocations.FailBoundsCheck (PanicProvocations.cs:", "PanicProvocations.Run (PanicProvocations.cs:");
    }

    [Fact]
    public void AFaultBeginsWhereItHappened()
    {
        string output = Panic("fault");
        Assert.Matches(@"^panic: load page fault in the kernel, sepc=0x[0-9a-f]+ stval=0xffffffe000000000\nhart 0, process 1 init\n  (Volatile|Unsafe|PanicProvocations)", output);
        AssertFrames(output, "PanicProvocations.ReadNowhere (PanicProvocations.cs:", "PanicProvocations.Run (PanicProvocations.cs:", "InitProcess.Run");
    }

    [Fact]
    public void AnInterruptShowsWhatItInterrupted()
    {
        string output = Panic("interrupt");
        Assert.StartsWith("panic: provoked in an interrupt\nhart 0, process ", output);
        AssertFrames(output, "Timer.HandleInterrupt (Timer.cs:", "InterruptDispatcher.Handle (InterruptDispatcher.cs:");
        Assert.Matches(@"  -- interrupt or fault --\n  \w|  -- user mode at 0x", output);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void AFullKernelStackIsNamed(int harts)
    {
        string output = Panic("overflow", harts);
        Assert.Matches(@"^panic: kernel stack overflow\nhart \d, process 1 init\n(  MemoryRoutines.*\n)?  PanicProvocations.Recurse \(PanicProvocations.cs:\d+\)\n", output);
        Assert.Matches(@"  \.\.\. and the same \d+ times more\n", output);
        AssertFrames(output, "PanicProvocations.Run (PanicProvocations.cs:", "InitProcess.Run (InitProcess.cs:");
    }

    [Fact]
    public void OtherHartsShowWhatTheyDid()
    {
        string output = Panic("harts", 4);
        Assert.Matches(@"^panic: provoked while others run\nhart (\d), process 1 init\n", output);
        Assert.Matches(@"hart \d: 1 init, holds pipe\n", output);
        Assert.Matches(@"hart \d: spinner, spins on pipe \(held by hart \d\), with interrupts off\n", output);
        AssertFrames(output, "PanicProvocations.Spin (PanicProvocations.cs:");
        Assert.Matches(@"hart \d: runner\n  ", output);
        AssertFrames(output, "PanicProvocations.RunForEver (PanicProvocations.cs:");
    }

    [Fact]
    public void APanicWithinAPanicEndsTheReport()
    {
        string output = Panic("nested");
        Assert.Matches(@"^panic: provoked\nhart 0, process 1 init\n(  .*\n)+panic: provoked in a panic's report\nhart 0, process 1 init\n$", output);
    }

    [Fact]
    public void AtBootTheMachineEndsToo() => Assert.StartsWith("panic: provoked at boot\nhart 0, process 0 idle\n", Panic("boot"));

    private static string Panic(string kind, int harts = 1) => Provoked.Run(kind, harts).ExpectStatus(HeadlessRun.Panicked).Output;

    /// <summary>These texts come one after the other.</summary>
    private static void AssertFrames(string output, params string[] texts)
    {
        int place = 0;
        foreach (string text in texts)
        {
            int next = output.IndexOf(text, place, StringComparison.Ordinal);
            Assert.True(next >= 0, $"There is no \"{text}\" after character {place} of:\n{output}");
            place = next;
        }
    }
}
