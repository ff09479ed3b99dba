// The locks that the statistics device lists one by one: those of the frame allocator and of the buffer cache.

using Xv6.Kernel.Files;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Text;

namespace Xv6.Kernel.Diagnostics;

internal static class LockStatisticsGroups
{
    private static int Count => FrameAllocator.LockCount + (FileSystem.Root is null ? 0 : Files.Caching.BufferCache.LockCount);

    public static void Describe(LockStatistics statistics, ref TextBuffer text)
    {
        for (int i = 0; i < Count; i++)
        {
            ref SpinLock spinLock = ref At(i);
            statistics.Add(ref text, spinLock.Class.Name, spinLock.Spins, spinLock.Acquisitions);
        }
    }

    public static void Reset()
    {
        for (int i = 0; i < Count; i++)
            At(i).ResetStatistics();
    }

    private static ref SpinLock At(int index)
    {
        if (index < FrameAllocator.LockCount)
            return ref FrameAllocator.LockAt(index);
        return ref FileSystem.Root.Buffers.LockAt(index - FrameAllocator.LockCount);
    }
}
