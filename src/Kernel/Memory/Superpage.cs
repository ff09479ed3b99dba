// A page of 2 MiB: 512 frames that are mapped by one entry of a middle table.
//
// It is shared at fork like a table of the lowest level is: its owners are counted, in the record of its first frame, and together they hold
// one reference to each frame. So sharing it costs one operation. It has no writable entry while it is shared.

namespace Xv6.Kernel.Memory;

/// <summary>Named by its first frame, which is aligned to 512.</summary>
internal readonly struct Superpage(Frame first)
{
    private ref int Owners => ref FrameTable.Of(first).SuperpageOwners;

    /// <summary>Whether more than one address space maps it as a whole.</summary>
    public bool IsShared => Volatile.Read(ref Owners) > 1;

    /// <summary>Whether nobody else has any of its frames, be it as a part of the superpage or as a small page.</summary>
    public bool IsExclusive
    {
        get
        {
            if (IsShared)
                return false;
            for (uint i = 0; i < PageTable.EntryCount; i++)
            {
                if (FrameAllocator.ReferenceCount(first + i) != 1)
                    return false;
            }
            return true;
        }
    }

    /// <summary>Makes a superpage of a block of frames, with one owner, who holds a reference to each of them.</summary>
    public void Initialize() => Owners = 1;

    public void AddOwner() => Interlocked.Increment(ref Owners);

    /// <summary>Gives the owner a reference to each frame of its own, for 512 small pages, in the place of the superpage.</summary>
    public void BecomeSmallPages()
    {
        if (!IsShared)
            return;
        FrameAllocator.AddReferences(first, PageTableEntry.SuperpageOrder);
        Release();
    }

    /// <summary>An owner lets go; the last one releases the frames.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref Owners) == 0)
            FrameAllocator.ReleaseBlock(first, PageTableEntry.SuperpageOrder);
    }
}
