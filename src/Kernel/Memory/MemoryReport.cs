// What memory management tells programs about itself (vmstat -s, free).

using Xv6.Machine.Abi;

namespace Xv6.Kernel.Memory;

public static class MemoryReport
{
    /// <summary>Fills in what is about memory; the rest of the record is other people's.</summary>
    public static void Fill(ref MemoryStatistics statistics)
    {
        ulong available = FrameBudget.Available;
        ulong free = FrameAllocator.FreeFrames;
        statistics.TotalMemory = Bytes(FrameAllocator.TotalFrames);
        statistics.FreeMemory = Bytes(available);
        statistics.CacheMemory = Bytes(free - Math.Min(free, available));
        statistics.ReservedMemory = Bytes(FrameAllocator.ReservedFrames);
        statistics.KernelMemory = Bytes(FrameAllocator.KernelFrames);
        statistics.PageFaults = Total(MemoryEvent.Fault);
        statistics.ZeroFillFaults = Total(MemoryEvent.ZeroFill);
        statistics.CopyOnWriteFaults = Total(MemoryEvent.Copy);
        statistics.FileFaults = Total(MemoryEvent.BackedPage);
        statistics.StackFaults = Total(MemoryEvent.StackGrowth);
        statistics.TakeOverFaults = Total(MemoryEvent.TakeOver);
        statistics.SpuriousFaults = Total(MemoryEvent.SpuriousFault);
        statistics.BadFaults = Total(MemoryEvent.BadFault);
        statistics.Superpages = Total(MemoryEvent.Superpage);
        statistics.SuperpageSplits = Total(MemoryEvent.SuperpageSplit);
        statistics.TablesShared = Total(MemoryEvent.TableShared);
        statistics.TableCopies = Total(MemoryEvent.TableCopy);
        statistics.CacheRefills = Total(MemoryEvent.CacheRefill);
        statistics.FramesStolen = Total(MemoryEvent.FramesStolen);
        statistics.FramesReclaimed = Total(MemoryEvent.FramesReclaimed);
        statistics.FramesZeroedAhead = Total(MemoryEvent.ZeroedAhead);
    }

    /// <summary>Describes the kernel's objects, as many kinds as there is room for. Returns how many kinds there are.</summary>
    public static int FillKernelObjects(Span<KernelObjects> kinds)
    {
        int count = 0;
        for (int i = 0; i < Reclaimers.Count; i++)
        {
            if (Reclaimers.KernelObjectsAt(i) is not { } objects)
                continue;
            if (count < kinds.Length)
                kinds[count] = Describe(objects);
            count++;
        }
        return count;
    }

    private static KernelObjects Describe(IKernelReclaimer objects)
    {
        KernelObjects kind = default;
        for (int i = 0; i < Math.Min(objects.Name.Length, KernelObjects.MaximumNameLength); i++)
            kind.Name[i] = (byte)objects.Name[i];
        kind.InUse = (ulong)objects.InUse;
        kind.ObjectBytes = objects.ObjectBytes;
        kind.HeldBytes = Bytes(objects.HeldFrames);
        kind.UnusedBytes = Bytes(objects.ReclaimableFrames);
        return kind;
    }

    private static ulong Bytes(ulong frames) => frames * VirtualAddress.PageSize;

    private static ulong Total(MemoryEvent memoryEvent) => (ulong)MemoryCounters.Total(memoryEvent);
}
