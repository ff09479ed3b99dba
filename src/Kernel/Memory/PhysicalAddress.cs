// Addresses as types: a physical address can't be mistaken for a virtual one. Both compile to a bare register.

using System.Numerics;
using Xv6.Machine.Text;

namespace Xv6.Kernel.Memory;

/// <summary>An address of RAM or of a device, as the bus sees it.</summary>
public readonly record struct PhysicalAddress(ulong Value) : ITextFormattable, IComparisonOperators<PhysicalAddress, PhysicalAddress, bool>
{
    public static PhysicalAddress operator +(PhysicalAddress address, ulong bytes) => new(address.Value + bytes);

    public static ulong operator -(PhysicalAddress left, PhysicalAddress right) => left.Value - right.Value;

    public static bool operator <(PhysicalAddress left, PhysicalAddress right) => left.Value < right.Value;

    public static bool operator >(PhysicalAddress left, PhysicalAddress right) => left.Value > right.Value;

    public static bool operator <=(PhysicalAddress left, PhysicalAddress right) => left.Value <= right.Value;

    public static bool operator >=(PhysicalAddress left, PhysicalAddress right) => left.Value >= right.Value;

    public void Format<TSink>(ref TSink sink) where TSink : ITextSink, allows ref struct
    {
        sink.Write("0x"u8);
        TextFormat.Number(ref sink, Value, false, 0, "x16");
    }
}
