// How much the locks of a class are used, in checked kernels. Each hart counts for itself, so that counting makes no harts meet.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Foundation;

namespace Xv6.Kernel.Synchronization;

/// <summary>What one hart has counted, or all of them together.</summary>
internal struct LockUse
{
    /// <summary>How often a lock was taken and released.</summary>
    public long Acquisitions;

    /// <summary>Time units that locks were held.</summary>
    public ulong HeldTime;

    /// <summary>Time units of the longest time.</summary>
    public ulong LongestHold;

    public void Add(in LockUse other)
    {
        Acquisitions += other.Acquisitions;
        HeldTime += other.HeldTime;
        LongestHold = Math.Max(LongestHold, other.LongestHold);
    }
}

[InlineArray(Limits.Harts)]
internal struct LockUseByHart
{
    private LockUse _first;
}
