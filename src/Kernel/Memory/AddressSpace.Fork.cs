// Fork: the child gets copies of the regions, and tables that show the same frames. Nothing is copied until somebody writes to it.

using Xv6.Kernel.Foundation;
using Xv6.Kernel.Processes;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Memory;

public sealed partial class AddressSpace
{
    /// <summary>Makes a copy for a child. Frames that are reserved here stay so; for the child nothing is reserved.</summary>
    public Result<AddressSpace> Fork(int childId)
    {
        if (!Create(childId).TryGet(out AddressSpace? child, out ErrorNumber error))
            return error;
        using (_lock.Enter())
        {
            child._heapStart = _heapStart;
            child._heapEnd = _heapEnd;
            error = TryCopyRegionsTo(child) && _table.TryShareWith(child._table) ? ErrorNumber.None : ErrorNumber.OutOfMemory;

            // Our own pages have become read-only too.
            _history.ForgetAll();
            Hart.Current.RequestActivation();
        }
        if (error == ErrorNumber.None)
            return child;
        child.Release();
        return error;
    }

    private bool TryCopyRegionsTo(AddressSpace child)
    {
        for (Region? region = _regions.First; region is not null; region = region.Following)
        {
            if ((region.Flags & RegionFlags.NotInherited) != 0)
                continue;
            ErrorNumber error = child.AddRegion(
                region.Start, region.End, region.Protection, region.Flags & ~RegionFlags.Reserved, region.Backing, region.FirstBackingPage);
            if (error != ErrorNumber.None)
                return false;
        }
        return true;
    }
}
