// Makes frame allocations fail on purpose, so that tests reach every path of a memory shortage: on the host directly, on the machine
// through a system call that the boot argument "inject" allows.
//
// No lock: the plan is made while nothing is planned, and each allocation takes its number by one atomic operation.

namespace Xv6.Kernel.Memory;

internal static class FrameFaultInjection
{
    private static bool s_isPlanned;
    private static long s_seen;
    private static long s_first;
    private static long s_last;
    private static long s_failures;

    /// <summary>Whether programs may plan failures: the boot argument "inject".</summary>
    public static bool IsAllowed { get; set; }

    /// <summary>Allocations that were made to fail since the plan was made.</summary>
    public static long Failures => Volatile.Read(ref s_failures);

    /// <summary>The allocation after so many others fails, and the count - 1 that follow it; negative turns it off.</summary>
    public static void FailAfter(long allocations, long count = 1)
    {
        Volatile.Write(ref s_isPlanned, false);
        (s_seen, s_first, s_last, s_failures) = (0, allocations + 1, allocations + count, 0);
        Volatile.Write(ref s_isPlanned, allocations >= 0);
    }

    public static bool ShouldFail() => Volatile.Read(ref s_isPlanned) && IsPlannedNow();

    private static bool IsPlannedNow()
    {
        long number = Interlocked.Increment(ref s_seen);
        if (number < s_first || number > s_last)
            return false;
        Interlocked.Increment(ref s_failures);
        return true;
    }
}
