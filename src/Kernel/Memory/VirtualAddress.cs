// A virtual address of the user or the kernel half (Sv39: Privileged ISA, "Page-Based 39-bit Virtual-Memory System").

using System.Numerics;
using Xv6.Machine.Text;

namespace Xv6.Kernel.Memory;

/// <summary>An address as a program or the kernel uses it.</summary>
public readonly record struct VirtualAddress(ulong Value) : ITextFormattable, IComparisonOperators<VirtualAddress, VirtualAddress, bool>
{
    /// <summary>Bytes of a page.</summary>
    public const ulong PageSize = 4096;

    /// <summary>Bits of the offset within a page.</summary>
    public const int PageBits = 12;

    /// <summary>One past the user half: xv6's MAXVA.</summary>
    public const ulong UserEnd = 0x40_0000_0000;

    public ulong PageOffset => Value & (PageSize - 1);

    public VirtualAddress PageStart => new(Value & ~(PageSize - 1));

    /// <summary>The address itself if a page starts there, else the start of the next page.</summary>
    public VirtualAddress RoundedUp => new(RoundUpToPage(Value));

    /// <summary>A number of bytes, or the value of an address, rounded up to whole pages.</summary>
    public static ulong RoundUpToPage(ulong bytes) => (bytes + PageSize - 1) & ~(PageSize - 1);

    public bool IsUser => Value < UserEnd;

    public static VirtualAddress operator +(VirtualAddress address, ulong bytes) => new(address.Value + bytes);

    public static ulong operator -(VirtualAddress left, VirtualAddress right) => left.Value - right.Value;

    public static bool operator <(VirtualAddress left, VirtualAddress right) => left.Value < right.Value;

    public static bool operator >(VirtualAddress left, VirtualAddress right) => left.Value > right.Value;

    public static bool operator <=(VirtualAddress left, VirtualAddress right) => left.Value <= right.Value;

    public static bool operator >=(VirtualAddress left, VirtualAddress right) => left.Value >= right.Value;

    public void Format<TSink>(ref TSink sink) where TSink : ITextSink, allows ref struct
    {
        sink.Write("0x"u8);
        TextFormat.Number(ref sink, Value, false, 0, "x16");
    }
}
