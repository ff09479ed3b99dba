// The memory reservation block: pairs of address and size, ended by a pair of zeros (Devicetree Specification v0.4, section 5.3).

using System.Buffers.Binary;
using Xv6.Kernel.Memory;

namespace Xv6.Kernel.Devices.DeviceTree;

/// <summary>Physical memory that must not be used. Enumerable with foreach.</summary>
public ref struct MemoryReservations(ReadOnlySpan<byte> block)
{
    private const int EntrySize = 16;

    private ReadOnlySpan<byte> _rest = block;

    public PhysicalRange Current { get; private set; }

    /// <summary>The block has the pair of zeros at its end.</summary>
    public readonly bool IsTerminated
    {
        get
        {
            ReadOnlySpan<byte> rest = _rest;
            for (; rest.Length >= EntrySize; rest = rest[EntrySize..])
            {
                if (IsEnd(rest))
                    return true;
            }

            return false;
        }
    }

    public readonly MemoryReservations GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.Length < EntrySize || IsEnd(_rest))
            return false;
        ulong start = BinaryPrimitives.ReadUInt64BigEndian(_rest);
        ulong length = BinaryPrimitives.ReadUInt64BigEndian(_rest[8..]);
        Current = new PhysicalRange(new PhysicalAddress(start), ulong.Min(length, ulong.MaxValue - start));
        _rest = _rest[EntrySize..];
        return true;
    }

    private static bool IsEnd(ReadOnlySpan<byte> entry) =>
        (BinaryPrimitives.ReadUInt64BigEndian(entry) | BinaryPrimitives.ReadUInt64BigEndian(entry[8..])) == 0;
}
