// A range of a program's addresses whose pages have the same origin and rights.
//
// A region belongs to one address space, whose lock protects it.

namespace Xv6.Kernel.Memory;

[Flags]
public enum RegionFlags
{
    None = 0,

    /// <summary>Writes go to the backing's own frames, for all who map it, instead of to a private copy.</summary>
    Shared = 1,

    /// <summary>A stack: pages come only for addresses at or above the stack pointer.</summary>
    GrowsDown = 2,

    /// <summary>
    /// Frames are reserved for the pages that were not touched yet. The backing gives each page a frame of its own, and takes it from there.
    /// </summary>
    Reserved = 4,

    /// <summary>The page with the process id: a child gets one of its own at fork.</summary>
    Information = 8,
}

internal sealed class Region : IPooled<Region>
{
    public static readonly Pool<Region> Pool = new("region");

    private PoolLink<Region> _poolLink;
    private RegionLinks _links;

    public VirtualAddress Start { get; set; }

    /// <summary>One past the last byte; like Start a multiple of the page size.</summary>
    public VirtualAddress End { get; set; }

    public Protection Protection { get; set; }

    public RegionFlags Flags { get; set; }

    public Backing Backing { get; set; } = null!;

    /// <summary>The page of the backing that Start shows.</summary>
    public ulong FirstBackingPage { get; set; }

    /// <summary>Of a reserved region: its pages that are not touched yet, each of which has a frame reserved.</summary>
    public ulong ReservedPages { get; set; }

    public bool IsShared => (Flags & RegionFlags.Shared) != 0;

    public bool GrowsDown => (Flags & RegionFlags.GrowsDown) != 0;

    public bool IsInformation => (Flags & RegionFlags.Information) != 0;

    public bool IsReserved => (Flags & RegionFlags.Reserved) != 0;

    public ulong PageCount => (End - Start) >> VirtualAddress.PageBits;

    /// <summary>Who pays for a new page of it.</summary>
    public FrameCharge Charge => IsReserved ? FrameCharge.Reservation : FrameCharge.Available;

    ref PoolLink<Region> IPooled<Region>.PoolLink => ref _poolLink;

    /// <summary>Its place in the <see cref="RegionSet"/>.</summary>
    public ref RegionLinks Links => ref _links;

    /// <summary>The region with the next higher addresses, or null.</summary>
    public Region? Following => _links[0];

    public bool Contains(VirtualAddress address) => address >= Start && address < End;

    public ulong BackingPageOf(VirtualAddress address) => FirstBackingPage + ((address - Start) >> VirtualAddress.PageBits);

    /// <summary>A region with these properties; it holds a reference to the backing. Null when memory is short.</summary>
    public static Region? TryCreate(
        VirtualAddress start, VirtualAddress end, Protection protection, RegionFlags flags, Backing backing, ulong firstBackingPage)
    {
        if (Pool.TryAllocate() is not { } region)
            return null;
        backing.AddReference();
        region.Start = start;
        region.End = end;
        region.Protection = protection;
        region.Flags = flags;
        region.Backing = backing;
        region.FirstBackingPage = firstBackingPage;
        region.ReservedPages = 0;
        return region;
    }

    /// <summary>Reserves frames for so many of its pages. False when memory is short.</summary>
    public bool TryReserve(ulong pages)
    {
        if (!FrameAllocator.TryReserve(pages))
            return false;
        ReservedPages += pages;
        return true;
    }

    /// <summary>The pages that were not touched yet become a mere promise.</summary>
    public void GiveUpReservations()
    {
        FrameAllocator.Unreserve(ReservedPages);
        ReservedPages = 0;
        Flags &= ~RegionFlags.Reserved;
    }

    /// <summary>Gives up what it holds: backing, reservations, the object itself.</summary>
    public void Free()
    {
        FrameAllocator.Unreserve(ReservedPages);
        Backing.Release();
        Backing = null!;
        Pool.Free(this);
    }
}
