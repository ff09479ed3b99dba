// Makes frame allocations fail on purpose, so that tests reach every path of a memory shortage.

namespace Xv6.Kernel.Memory;

internal static class FrameFaultInjection
{
    private static long s_remaining = -1;

    /// <summary>The allocation after so many others fails, and only that one; negative turns it off.</summary>
    public static void FailAfter(long allocations) => Volatile.Write(ref s_remaining, allocations);

    /// <summary>Whether the failure that was asked for has happened.</summary>
    public static bool HasFailed => Volatile.Read(ref s_remaining) < 0;

    public static bool ShouldFail() => Volatile.Read(ref s_remaining) >= 0 && Interlocked.Decrement(ref s_remaining) < 0;
}
