// What checked kernels verify about locks; in others every method here is empty and costs nothing.
//
// Verified: the order of LockOrder; that nobody waits for a lock it holds itself; that only the owner lets go; that nobody waits with a spin
// lock held or interrupts off; that a user copy, which may fault, holds nothing that the fault needs; that nothing is held on the way
// back to user mode; that critical sections are balanced. Besides they count how long locks are held.

using System.Diagnostics;
using Xv6.Kernel.Arch;
using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Processes;
using Xv6.Machine;
using Process = Xv6.Kernel.Processes.Process;

namespace Xv6.Kernel.Synchronization;

internal static class LockChecker
{
    [Conditional("CHECKED")]
    public static void BeforeAcquire(Hart hart, ref SpinLock spinLock)
    {
        if (spinLock.IsHeldByThisHart)
            KernelPanic.Throw("a hart takes a spin lock that it holds", spinLock.Class);
        CheckOrder(in hart.HeldLocks, spinLock.Class);
    }

    [Conditional("CHECKED")]
    public static void AfterAcquire(Hart hart, LockClass lockClass) => hart.HeldLocks.Push(lockClass, Timer.Now);

    [Conditional("CHECKED")]
    public static void BeforeRelease(Hart hart, ref SpinLock spinLock)
    {
        if (!spinLock.IsHeldByThisHart)
            KernelPanic.Throw("a hart releases a spin lock that it does not hold", spinLock.Class);
        CountHold(hart, spinLock.Class, hart.HeldLocks.Remove(spinLock.Class));
    }

    [Conditional("CHECKED")]
    public static void BeforeAcquire(ref SleepLock sleepLock)
    {
        if (Hart.Current.HeldLocks.Count != 0)
            KernelPanic.Throw("a sleep lock is taken with a spin lock held", sleepLock.Class);
        if (sleepLock.IsHeldByCurrentProcess)
            KernelPanic.Throw("a process takes a sleep lock that it holds", sleepLock.Class);
        CheckOrder(in Process.Current.Diagnostics.HeldLocks, sleepLock.Class);
    }

    [Conditional("CHECKED")]
    public static void AfterAcquire(LockClass lockClass) => Process.Current.Diagnostics.HeldLocks.Push(lockClass, Timer.Now);

    [Conditional("CHECKED")]
    public static void BeforeRelease(ref SleepLock sleepLock)
    {
        if (!sleepLock.IsHeldByCurrentProcess)
            KernelPanic.Throw("a process releases a sleep lock that it does not hold", sleepLock.Class);
        CountHold(Hart.Current, sleepLock.Class, Process.Current.Diagnostics.HeldLocks.Remove(sleepLock.Class));
    }

    /// <summary>In the critical section of a switch.</summary>
    [Conditional("CHECKED")]
    public static void BeforeSwitch(Hart hart)
    {
        if (hart.HeldLocks.Count != 0)
            KernelPanic.Throw("a process waits with a spin lock held", hart.HeldLocks[0]);
        if (hart.CriticalDepth != 1)
            KernelPanic.Throw("a process waits in a critical section");
        if (Target.IsMachine && !Interrupts.AreEnabled && !hart.InterruptIsDeferred)
            KernelPanic.Throw("a process waits with interrupts off");
    }

    [Conditional("CHECKED")]
    public static void BeforeUserCopy()
    {
        if (Hart.Current.HeldLocks is { Count: > 0 } spinLocks)
            KernelPanic.Throw("a user copy with a spin lock held", spinLocks[0]);
        if (Process.Current.Diagnostics.HeldLocks is { Count: > 0 } held && held.HighestRank >= LockOrder.AddressSpace.Rank)
            KernelPanic.Throw("a user copy with a lock held that a page fault needs", held[held.Count - 1]);
    }

    [Conditional("CHECKED")]
    public static void BeforeReturnToUser(Process process)
    {
        if (process.Diagnostics.HeldLocks is { Count: > 0 } held)
            KernelPanic.Throw("a process returns to user mode with a lock held", held[0]);
        if (Hart.Current.CriticalDepth != 0)
            KernelPanic.Throw("a process returns to user mode from a critical section");
    }

    [Conditional("CHECKED")]
    public static void BeforeExitCriticalSection(Hart hart)
    {
        if (hart.CriticalDepth <= 0)
            KernelPanic.Throw("a critical section ends that did not begin");
    }

    private static void CountHold(Hart hart, LockClass lockClass, ulong since) => lockClass.CountHold(hart.Index, Timer.Now - since);

    private static void CheckOrder(in HeldLocks held, LockClass lockClass)
    {
        for (int i = 0; i < held.Count; i++)
        {
            if (held[i].Rank > lockClass.Rank || (held[i].Rank == lockClass.Rank && !lockClass.Nests))
                KernelPanic.Throw("locks are taken out of order", held[i], lockClass);
        }
    }
}
