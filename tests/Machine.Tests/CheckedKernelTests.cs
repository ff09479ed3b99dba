// Each rule that the checked kernel verifies: broken on purpose (Kernel/Diagnostics/LockProvocations.cs), it is a panic that says which.

using Xv6.Cli.Build;
using Xv6.Cli.Emulation;
using Xv6.MachineTests.Harness;

namespace Xv6.MachineTests;

public sealed class CheckedKernelTests
{
    [Theory]
    [InlineData("spin-lock-order", "locks are taken out of order: pipe after uart")]
    [InlineData("spin-lock-class", "locks are taken out of order: pipe after pipe")]
    [InlineData("spin-lock-twice", "a hart takes a spin lock that it holds: pipe")]
    [InlineData("spin-lock-owner", "a hart releases a spin lock that it does not hold: pipe")]
    [InlineData("sleep-lock-order", "locks are taken out of order: rename after inode")]
    [InlineData("sleep-lock-twice", "a process takes a sleep lock that it holds: inode")]
    [InlineData("sleep-lock-owner", "a process releases a sleep lock that it does not hold: inode")]
    [InlineData("sleep-lock-under-spin-lock", "a sleep lock is taken with a spin lock held: inode")]
    [InlineData("sleep-lock-return", "a process returns to user mode with a lock held: inode")]
    [InlineData("wait-spin-lock", "a process waits with a spin lock held: pipe")]
    [InlineData("wait-interrupts", "a process waits with interrupts off")]
    [InlineData("wait-critical-section", "a process waits in a critical section")]
    [InlineData("wait-twice", "a process is put into a wait queue twice")]
    [InlineData("copy-spin-lock", "a user copy with a spin lock held: pipe")]
    [InlineData("copy-buffer", "a user copy with a lock held that a page fault needs: buffer")]
    [InlineData("critical-section", "a critical section ends that did not begin")]
    [InlineData("references", "more references are given back than were taken: address space")]
    [InlineData("dead-reference", "a reference is taken to what nobody refers to: address space")]
    [InlineData("free-twice", "an object is given back to its pool twice")]
    [InlineData("ready-twice", "a process is put into a run queue twice")]
    [InlineData("not-ready", "a process that is not ready is put into a run queue")]
    public void ABrokenRuleIsAPanic(string rule, string message)
    {
        Execution run = Provoked.Run(rule, harts: 1);
        run.ExpectStatus(HeadlessRun.Panicked);
        Assert.StartsWith($"panic: {message}\nhart 0, process 1 init\n  ", run.Output);
        Assert.Matches(@"  LockProvocations\.Run|  UserTrap\.PrepareReturn", run.Output);
    }

    /// <summary>A kernel for everyday use has neither the checks nor the means to break what they verify.</summary>
    [Fact]
    public void TheNormalKernelKnowsNoProvocations() =>
        Execution.Run(TestSystem.Normal, new MachineOptions { BootArguments = "provoke=spin-lock-order" }, Execution.DefaultLimit, "echo fine")
            .ExpectStatus(0).ExpectOutput("fine\n");

    [Fact]
    public void TheTwoKernelsAreBuiltSideBySide()
    {
        string normal = TestSystem.Normal.Kernel, other = SystemBuild.Update(KernelVariant.Checked).Kernel;
        DateTime normalBuilt = File.GetLastWriteTimeUtc(normal), otherBuilt = File.GetLastWriteTimeUtc(other);
        Assert.NotEqual(normal, other);
        SystemBuild.Update(KernelVariant.Normal);
        SystemBuild.Update(KernelVariant.Checked);
        Assert.Equal((normalBuilt, otherBuilt), (File.GetLastWriteTimeUtc(normal), File.GetLastWriteTimeUtc(other)));
    }
}
