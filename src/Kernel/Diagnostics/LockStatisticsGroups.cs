// The locks that the statistics device lists one by one: those of the frame allocator and of the buffer cache.

using Xv6.Kernel.Memory;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Text;

namespace Xv6.Kernel.Diagnostics;

internal static class LockStatisticsGroups
{
    public static void Describe(LockStatistics statistics, ref TextBuffer text)
    {
        for (int i = 0; i < FrameAllocator.LockCount; i++)
            Add(statistics, ref text, ref FrameAllocator.LockAt(i));
    }

    public static void Reset()
    {
        for (int i = 0; i < FrameAllocator.LockCount; i++)
            FrameAllocator.LockAt(i).ResetStatistics();
    }

    private static void Add(LockStatistics statistics, ref TextBuffer text, ref SpinLock spinLock)
        => statistics.Add(ref text, spinLock.Class.Name, spinLock.Spins, spinLock.Acquisitions);
}
