// One page table: a frame with 512 entries, and a count of those in use in the frame's record.
//
// Safety: the frame must hold a page table, which its FrameState.Kernel and the entry that leads here say. Indices are masked to nine bits.

namespace Xv6.Kernel.Memory;

internal readonly unsafe struct PageTable(Frame frame)
{
    public const int EntryCount = 512;

    private const int IndexBits = 9;

    public Frame Frame { get; } = frame;

    /// <summary>Entries that are present, in a table that only one address space uses.</summary>
    public ref ushort EntriesInUse => ref FrameTable.Of(Frame).EntriesInUse;

    /// <summary>Whether more than one address space refers to the table. Then nobody changes it.</summary>
    public bool IsShared => FrameAllocator.ReferenceCount(Frame) > 1;

    public PageTableEntry this[int index] => Reference(index);

    /// <summary>Makes an empty table.</summary>
    public static bool TryCreate(out PageTable table)
    {
        bool created = FrameAllocator.TryAllocateZeroed(out Frame frame, FrameCharge.Kernel);
        table = new PageTable(frame);
        if (created)
            table.EntriesInUse = 0;
        return created;
    }

    /// <summary>Which entry of a table of that level (0 = the one with 4 KiB pages) an address falls into.</summary>
    public static int IndexOf(VirtualAddress address, int level)
        => (int)(address.Value >> (VirtualAddress.PageBits + IndexBits * level)) & (EntryCount - 1);

    /// <summary>Changes an entry and counts.</summary>
    public void Set(int index, PageTableEntry entry)
    {
        ref PageTableEntry place = ref Reference(index);
        if (place.IsPresent != entry.IsPresent)
            EntriesInUse = (ushort)(EntriesInUse + (entry.IsPresent ? 1 : -1));
        place = entry;
    }

    /// <summary>All entries, for loops that keep the count themselves or don't change it.</summary>
    public Span<PageTableEntry> Entries => new(DirectMap.PointerTo(Frame.Address), EntryCount);

    private ref PageTableEntry Reference(int index)
        => ref ((PageTableEntry*)DirectMap.PointerTo(Frame.Address))[index & (EntryCount - 1)];
}
