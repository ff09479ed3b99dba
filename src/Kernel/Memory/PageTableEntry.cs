// An entry of a page table (Sv39; Privileged ISA, "Sv39 page table entry").

namespace Xv6.Kernel.Memory;

public readonly record struct PageTableEntry(ulong Value)
{
    /// <summary>Frames of a 2 MiB page, as a power of two.</summary>
    public const int SuperpageOrder = 9;

    public const ulong Valid = 1 << 0;
    public const ulong Read = 1 << 1;
    public const ulong Write = 1 << 2;
    public const ulong Execute = 1 << 3;
    public const ulong User = 1 << 4;
    public const ulong Global = 1 << 5;
    public const ulong Accessed = 1 << 6;
    public const ulong Dirty = 1 << 7;

    private const int FrameShift = 10;
    private const ulong FrameMask = (1ul << 44) - 1;

    public bool IsPresent => (Value & Valid) != 0;

    /// <summary>Whether it maps a page. A present entry that does not refers to the table of the next level.</summary>
    public bool IsLeaf => (Value & (Read | Write | Execute)) != 0;

    public bool IsTable => IsPresent && !IsLeaf;

    public bool IsWritable => (Value & Write) != 0;

    public bool IsDirty => (Value & Dirty) != 0;

    public bool IsAccessed => (Value & Accessed) != 0;

    public bool HasAll(ulong flags) => (Value & flags) == flags;

    /// <summary>The frame mapped or the table's frame; of a superpage the first one.</summary>
    public Frame Frame => new((uint)(Value >> FrameShift & FrameMask));

    public static PageTableEntry Table(Frame table) => new((ulong)table.Number << FrameShift | Valid);

    /// <summary>A page of a program. It is marked as accessed, and as dirty if it may be written, so hardware never has to.</summary>
    public static PageTableEntry UserPage(Frame frame, Protection protection)
        => new((ulong)frame.Number << FrameShift | Flags(protection) | User);

    /// <summary>A page of the kernel, the same in every address space.</summary>
    public static PageTableEntry KernelPage(Frame frame, Protection protection)
        => new((ulong)frame.Number << FrameShift | Flags(protection) | Global);

    public PageTableEntry With(ulong flags) => new(Value | flags);

    public PageTableEntry Without(ulong flags) => new(Value & ~flags);

    /// <summary>The same flags on another frame.</summary>
    public PageTableEntry At(Frame frame) => new(Value & ~(FrameMask << FrameShift) | (ulong)frame.Number << FrameShift);

    private static ulong Flags(Protection protection)
    {
        ulong flags = Valid | Accessed;
        if ((protection & Protection.Read) != 0)
            flags |= Read;
        if ((protection & Protection.Execute) != 0)
            flags |= Execute;

        // Writable but not readable is not a valid combination in the hardware's format.
        if ((protection & Protection.Write) != 0)
            flags |= Read | Write | Dirty;
        return flags;
    }
}
