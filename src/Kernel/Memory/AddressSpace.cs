// What a process sees of memory: regions that say what there should be, and page tables that say what is there already.
//
// Nothing is filled in before it is touched. Everything that happens at a touch is in AddressSpace.Faults.cs; all other operations edit
// regions, and remove from the tables what is no longer in them.
//
// _lock protects regions, tables and heap bounds. It may be held across waiting for a disk (a fault on a file's page), so it is
// a sleep lock. Who holds it must not copy user memory: that may fault, and the fault takes the lock.

using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Processes;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Memory;

public sealed partial class AddressSpace : IPooled<AddressSpace>
{
    private static readonly Pool<AddressSpace> s_pool = new("address space");

    private PoolLink<AddressSpace> _poolLink;
    private SleepLock _lock = new(LockOrder.AddressSpace);
    private RegionSet _regions;
    private UserPageTable _table;
    private int _references;
    private TranslationHistory _history;

    ref PoolLink<AddressSpace> IPooled<AddressSpace>.PoolLink => ref _poolLink;

    /// <summary>Makes an empty address space that has nothing but the page with the process id.</summary>
    public static Result<AddressSpace> Create(int processId)
    {
        if (CreateEmpty() is not { } space)
            return ErrorNumber.OutOfMemory;
        if (space.MapInformation(processId) == ErrorNumber.None)
            return space;
        space.Release();
        return ErrorNumber.OutOfMemory;
    }

    private static AddressSpace? CreateEmpty()
    {
        if (s_pool.TryAllocate() is not { } space)
            return null;
        space._references = 1;
        space._history.ForgetAll();
        space._regions = default;
        space._heapStart = space._heapEnd = default;
        if (UserPageTable.TryCreate(out space._table))
            return space;
        s_pool.Free(space);
        return null;
    }

    public void AddReference()
    {
        int count = Interlocked.Increment(ref _references);
        Invariant.CheckReferenceAdded(count, "address space");
    }

    /// <summary>Drops a reference; the last one frees everything. No process may run in it then.</summary>
    public void Release()
    {
        int left = Interlocked.Decrement(ref _references);
        Invariant.CheckReferencesLeft(left, "address space");
        if (left != 0)
            return;
        Hart.Current.Translations.Leave(_table.Root);
        for (Region? region = _regions.First; region is not null; region = region.Following)
            ReportDirtyPages(region, region.Start, region.End);
        _table.Free();
        for (Region? region = _regions.First; region is not null;)
        {
            Region? next = region.Following;
            region.Free();
            region = next;
        }
        _regions = default;
        s_pool.Free(this);
    }

    /// <summary>
    /// Makes user addresses on this hart mean this address space, as it is now. Called with interrupts off, before user mode runs.
    /// </summary>
    public void Activate() => Hart.Current.Translations.Use(_table.Root, ref _history);

    // Pages were removed or lost rights: no hart may use what it remembers of them. Those that are to run the process see to it.
    private void Forget(VirtualAddress start, VirtualAddress end)
    {
        _history.Forget(start, end);
        Hart.Current.RequestActivation();
    }

    private ErrorNumber MapInformation(int processId)
    {
        if (ProcessInformation.TryCreate(processId) is not { } information)
            return ErrorNumber.OutOfMemory;
        var start = new VirtualAddress(MemoryMap.UserInformationPage);
        ErrorNumber error = AddRegion(start, start + VirtualAddress.PageSize, Protection.Read, RegionFlags.Information, information, 0);
        information.Release();
        return error;
    }

    // The caller holds the lock, or is the only one to know the address space.
    private ErrorNumber AddRegion(
        VirtualAddress start, VirtualAddress end, Protection protection, RegionFlags flags, Backing backing, ulong firstPage)
    {
        if (AlwaysOvercommit)
            flags &= ~RegionFlags.Reserved;
        if (Region.TryCreate(start, end, protection, flags, backing, firstPage) is not { } region)
            return ErrorNumber.OutOfMemory;
        if (region.IsReserved && !region.TryReserve(region.PageCount))
        {
            region.Free();
            return ErrorNumber.OutOfMemory;
        }
        _regions.Insert(region);
        return ErrorNumber.None;
    }
}
