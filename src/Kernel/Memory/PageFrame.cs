// The record that the kernel keeps for every frame of RAM, and the table of them, which lies in the RAM itself.
//
// Who may write what: a frame in one of the allocator's lists belongs to the lock of that list; a frame in use belongs to its holders,
// who change the reference count atomically and nothing else, except where a field says otherwise.

using System.Runtime.InteropServices;

namespace Xv6.Kernel.Memory;

/// <summary>What a frame is used for; it says which budget its release is credited to.</summary>
internal enum FrameState : byte
{
    /// <summary>Never given out: no RAM, kernel image, this table.</summary>
    Unavailable,

    /// <summary>First frame of a free block in the buddy allocator, or a frame in a hart's cache.</summary>
    Free,

    /// <summary>Holds what programs see: their memory, and cached file data.</summary>
    Data,

    /// <summary>Holds kernel objects, kernel stacks, pipes' bytes or page tables.</summary>
    Kernel,
}

[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct PageFrame
{
    /// <summary>End of a list of frames.</summary>
    public const uint NoFrame = 0;

    /// <summary>
    /// What the reference of the cache of file data counts in <see cref="ReferenceCount"/>, more than all others together ever do: so the
    /// count itself says whether the cache is the only holder, and who becomes the second one, or ceases to be, knows it.
    /// </summary>
    public const int CacheReference = 1 << 28;

    /// <summary>Holders of the frame: page-table entries, caches, kernel code. Changed atomically.</summary>
    [FieldOffset(0)]
    public int ReferenceCount;

    [FieldOffset(4)]
    public FrameState State;

    /// <summary>Of a free block's first frame: the block has 2^Order frames.</summary>
    [FieldOffset(5)]
    public byte Order;

    /// <summary>Of a frame that is a page table: entries in use. Belongs to the only owner of the table.</summary>
    [FieldOffset(6)]
    public ushort EntriesInUse;

    /// <summary>Frame numbers of the neighbours in the list of free blocks.</summary>
    [FieldOffset(8)]
    public uint Next;

    [FieldOffset(12)]
    public uint Previous;

    /// <summary>Of the first frame of a superpage: see <see cref="Superpage"/>. Changed atomically.</summary>
    [FieldOffset(8)]
    public int SuperpageOwners;
}

/// <summary>The records of all frames, from the first to the last byte of RAM.</summary>
internal static unsafe class FrameTable
{
    // The address of the record of frame 0, if there were one: an index is a frame number.
    private static PageFrame* s_records;

    public static Frame First { get; private set; }

    /// <summary>One past the last frame.</summary>
    public static Frame End { get; private set; }

    /// <summary>Bytes that the table for so much RAM takes.</summary>
    public static ulong SizeFor(PhysicalRange ram)
        => VirtualAddress.RoundUpToPage((ram.Length >> VirtualAddress.PageBits) * (ulong)sizeof(PageFrame));

    /// <summary>Puts the table at an address, with every frame unavailable.</summary>
    public static void Initialize(PhysicalRange ram, PhysicalAddress table)
    {
        First = Frame.At(ram.Start);
        End = Frame.At(ram.End);
        var first = (PageFrame*)DirectMap.PointerTo(table);
        s_records = first - First.Number;
        new Span<ulong>(first, (int)(SizeFor(ram) / sizeof(ulong))).Clear();
    }

    public static bool Contains(uint number) => number >= First.Number && number < End.Number;

    // Safety: callers pass numbers of frames between First and End; the record is in the table above.
    public static ref PageFrame Of(Frame frame) => ref s_records[frame.Number];

    public static ref PageFrame Of(uint number) => ref s_records[number];

    /// <summary>The records of a block of frames.</summary>
    public static Span<PageFrame> Records(Frame first, int order) => new(s_records + first.Number, 1 << order);
}
