// A stretch of the physical address space.

namespace Xv6.Kernel.Memory;

/// <summary>A range of physical memory, in bytes.</summary>
public readonly record struct PhysicalRange(PhysicalAddress Start, ulong Length)
{
    public PhysicalAddress End => Start + Length;

    public bool Overlaps(PhysicalRange other) => Start < other.End && other.Start < End;
}
