// ./xv6 debug: gdb stops in C# source, steps, prints, and sees through an interrupt.

using Xv6.Cli;
using Xv6.Cli.Tools;
using Xv6.MachineTests.Harness;

namespace Xv6.MachineTests;

public sealed class DebuggerTests
{
    [Fact]
    public void StopsAtTheFirstLineOfTheKernel() => Assert.Matches(@"#0 .*BootSequence::Start \(hartId=0.*BootSequence.cs", Debug("backtrace"));

    [Fact]
    public void BreaksAtALineStepsAndPrints()
    {
        (int line, string file) = LineOf("src/Kernel/SystemCalls/SystemCallTable.cs", "private static void CarryOut");
        string output = Debug($"break {Path.GetFileName(file)}:{line + 2}", "continue", "info args", "next", "backtrace");
        Assert.Contains($"{Path.GetFileName(file)}:", output);
        Assert.Contains("frame", output);
        Assert.Contains("UserTrap", output);
    }

    /// <summary>A program that sleeps can't end without a timer interrupt; one that only computes may be through before the first.</summary>
    [Fact]
    public void TheBacktraceGoesThroughAnInterrupt()
    {
        (int line, string file) = LineOf("src/Kernel/Processes/Timer.cs", "internal static void HandleInterrupt");
        string output = DebugWhile("sleep 1", $"break {Path.GetFileName(file)}:{line + 2}", "continue", "backtrace");
        Assert.Contains("InterruptDispatcher", output);
        Assert.Contains("<signal handler called>", output);
        string interrupted = output[output.LastIndexOf("<signal handler called>", StringComparison.Ordinal)..];
        Assert.Matches(@"#\d+ .*(Scheduler|ControlRegisters|0x)", interrupted);
    }

    private static (int Line, string File) LineOf(string file, string text)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Repository.Root, file));
        int index = Array.FindIndex(lines, line => line.Contains(text, StringComparison.Ordinal));
        Assert.True(index >= 0, $"{file} has no line with '{text}'.");
        return (index + 1, file);
    }

    private static string Debug(params string[] commands) => DebugWhile("echo hello", commands);

    /// <summary>Guest time counts instructions, so that it stands still while gdb is busy.</summary>
    private static string DebugWhile(string line, params string[] commands)
    {
        Assert.True(File.Exists(TestSystem.Built.Kernel));
        string script = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(script, commands);
            CapturedProcess run = CapturedProcess.Run(
                "timeout", ["120", Path.Combine(Repository.Root, "xv6"), "debug", "--harts", "1", "--icount", "--run", line, "--batch", script]);
            Assert.True(run.ExitStatus == 0, run.Output + run.Errors);
            return run.Output;
        }
        finally
        {
            File.Delete(script);
        }
    }
}
