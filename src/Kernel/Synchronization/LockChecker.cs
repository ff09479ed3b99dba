// What checked builds verify about spin locks; in other builds every method here is empty and costs nothing.
//
// Verified: the order of LockOrder, that a hart never waits for a lock it holds, that only the owner lets go.

using System.Diagnostics;
using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Processes;

namespace Xv6.Kernel.Synchronization;

internal static class LockChecker
{
    [Conditional("CHECKED")]
    public static void BeforeAcquire(Hart hart, ref SpinLock spinLock)
    {
        if (spinLock.IsHeldByThisHart)
            KernelPanic.Throw("spin lock taken twice by one hart");
        if (hart.HeldLocks.HighestRank > spinLock.Class.Rank)
            KernelPanic.Throw("spin locks taken out of order");
    }

    [Conditional("CHECKED")]
    public static void AfterAcquire(Hart hart, LockClass lockClass) => hart.HeldLocks.Push(lockClass);

    [Conditional("CHECKED")]
    public static void BeforeRelease(Hart hart, ref SpinLock spinLock)
    {
        if (!spinLock.IsHeldByThisHart)
            KernelPanic.Throw("spin lock released by a hart that does not hold it");
        hart.HeldLocks.Remove(spinLock.Class);
    }

    [Conditional("CHECKED")]
    public static void BeforeSwitch(Hart hart)
    {
        if (hart.HeldLocks.Count != 0)
            KernelPanic.Throw("a process waits with a spin lock held");
    }

    [Conditional("CHECKED")]
    public static void WhileSpinning(Hart hart, ref SpinLock spinLock, long spins)
    {
        _ = hart;
        if (spins > 1L << 40)
            KernelPanic.Throw(spinLock.Class.Name);
    }
}
