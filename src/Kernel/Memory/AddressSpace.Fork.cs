// Fork: the child gets copies of the regions, and tables that show the same frames. Nothing is copied until somebody writes to it.

using Xv6.Kernel.Foundation;
using Xv6.Kernel.Processes;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Memory;

public sealed partial class AddressSpace
{
    /// <summary>
    /// Makes a copy for a child, with a page of its own with its process id. Frames that are reserved here stay so; for the child nothing is
    /// reserved.
    /// </summary>
    public Result<AddressSpace> Fork(int childId)
    {
        if (CreateEmpty() is not { } child)
            return ErrorNumber.OutOfMemory;
        bool isComplete;
        using (_lock.Enter())
        {
            child._heapStart = _heapStart;
            child._heapEnd = _heapEnd;
            isComplete = TryCopyRegionsTo(child, childId) && _table.TryShareWith(child._table) && TryRemovePrivatePagesFrom(child);

            // Our own pages have become read-only too.
            _history.ForgetAll();
            Hart.Current.RequestActivation();
        }
        if (isComplete)
            return child;
        child.Release();
        return ErrorNumber.OutOfMemory;
    }

    private bool TryCopyRegionsTo(AddressSpace child, int childId)
    {
        for (Region? region = _regions.First; region is not null; region = region.Following)
        {
            ErrorNumber error = region.IsInformation
                ? child.MapInformation(childId)
                : child.AddRegion(
                    region.Start, region.End, region.Protection, region.Flags & ~RegionFlags.Reserved, region.Backing, region.FirstBackingPage);
            if (error != ErrorNumber.None)
                return false;
        }
        return true;
    }

    private bool TryRemovePrivatePagesFrom(AddressSpace child)
        => FindInformation() is not { } region || child._table.TryRemove(region.Start, region.End, out _);

    // Not there once the heap has taken its place.
    private Region? FindInformation()
        => _regions.FindFrom(new VirtualAddress(MemoryMap.UserInformationPage)) is { IsInformation: true } region ? region : null;
}
