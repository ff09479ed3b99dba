// Going through the pages of a range that are present, in order, without stopping at each one that is not.

namespace Xv6.Kernel.Memory;

/// <summary>An enumerator: <c>while (walk.MoveNext()) ... walk.Entry</c>. The pages of a superpage come one by one.</summary>
internal ref struct PageWalk(UserPageTable table, VirtualAddress start, VirtualAddress end)
{
    private readonly UserPageTable _table = table;
    private readonly VirtualAddress _end = end;
    private VirtualAddress _next = start;

    /// <summary>Address of the current page.</summary>
    public VirtualAddress Address { get; private set; }

    /// <summary>The entry that maps it.</summary>
    public PageTableEntry Entry { get; private set; }

    public bool IsSuperpage { get; private set; }

    /// <summary>Whether anybody else has the page too: another address space, or a cache.</summary>
    public readonly bool IsShared => _table.IsShared(Address) || FrameAllocator.ReferenceCount(Frame) > 1;

    /// <summary>The frame that the page shows.</summary>
    public readonly Frame Frame => IsSuperpage ? Entry.Frame + (uint)PageTable.IndexOf(Address, 0) : Entry.Frame;

    public bool MoveNext()
    {
        while (_next < _end)
        {
            if (_table.IsSuperpageFree(_next))
            {
                _next = new VirtualAddress((_next.Value | (UserPageTable.LeafTableBytes - 1)) + 1);
                continue;
            }
            Address = _next;
            Entry = _table.Find(_next, out bool isSuperpage);
            IsSuperpage = isSuperpage;
            _next += VirtualAddress.PageSize;
            if (Entry.IsPresent)
                return true;
        }
        return false;
    }
}
