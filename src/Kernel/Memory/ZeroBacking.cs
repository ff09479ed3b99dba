// Memory that begins as zeros: heap, stack, the part of a program's data that its file doesn't hold, private anonymous mappings.

using Xv6.Kernel.Foundation;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Memory;

public sealed class ZeroBacking : Backing
{
    /// <summary>The only one: it has no state.</summary>
    public static readonly ZeroBacking Instance = new();

    public override Result<BackingPage> GetPage(in PageRequest request)
    {
        if (!FrameAllocator.TryAllocateZeroed(out Frame frame, request.Charge))
            return ErrorNumber.OutOfMemory;
        MemoryCounters.Count(MemoryEvent.ZeroFill);
        return new BackingPage(frame, true);
    }

    // Only memory that is paid for already comes in such large pieces: where nothing is reserved, a program gets just what it touches.
    public override bool TryGetSuperpage(in PageRequest request, out Frame first)
    {
        first = default;
        if (request.Charge != FrameCharge.Reservation)
            return false;
        if (!FrameAllocator.TryAllocateBlock(PageTableEntry.SuperpageOrder, out first, request.Charge))
            return false;
        PageContent.Zero(first, 1u << PageTableEntry.SuperpageOrder);
        MemoryCounters.Count(MemoryEvent.Superpage);
        return true;
    }

    protected override void Free()
    {
    }
}
