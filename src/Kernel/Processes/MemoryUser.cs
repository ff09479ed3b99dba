// How much memory a process has, and which one has most.

namespace Xv6.Kernel.Processes;

/// <param name="Id">The process.</param>
/// <param name="Pages">See <see cref="Memory.AddressSpace.HeldPages"/>.</param>
internal readonly record struct MemoryUser(int Id, ulong Pages)
{
    private const int BatchSize = 64;

    /// <summary>Looks at a process; one that is gone has no pages. May wait for the lock of its address space.</summary>
    public static MemoryUser Measure(int id)
    {
        if (ProcessTable.FindAddressSpace(id) is not { } space)
            return new MemoryUser(id, 0);
        ulong pages = space.HeldPages;
        space.Release();
        return new MemoryUser(id, pages);
    }

    /// <summary>The process with the most pages, init apart. Null if no other one has any.</summary>
    public static MemoryUser? FindLargest()
    {
        Span<int> batch = stackalloc int[BatchSize];
        MemoryUser? largest = null;
        var cursor = default(ProcessCursor);
        while (ProcessBatch<int, Ids>.Read(batch, ref cursor) is > 0 and var count)
        {
            foreach (int id in batch[..count])
            {
                MemoryUser user = id == ProcessTable.Init.Id ? default : Measure(id);
                if (user.Pages > (largest?.Pages ?? 0))
                    largest = user;
            }
        }
        return largest;
    }

    private readonly struct Ids : IProcessSelector<int>
    {
        public static int Select(Process process) => process.Id;
    }
}
