// The memory reservation block: pairs of address and size, ended by a pair of zeros (Devicetree Specification v0.4, section 5.3).

using System.Buffers.Binary;

namespace Xv6.Kernel.Devices.DeviceTree;

/// <summary>Physical memory that must not be used. Enumerable with foreach.</summary>
public ref struct MemoryReservations(ReadOnlySpan<byte> block)
{
    private const int EntrySize = 16;

    private ReadOnlySpan<byte> _rest = block;

    public MemoryRange Current { get; private set; }

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
        Current = new MemoryRange(BinaryPrimitives.ReadUInt64BigEndian(_rest), BinaryPrimitives.ReadUInt64BigEndian(_rest[8..]));
        _rest = _rest[EntrySize..];
        return true;
    }

    private static bool IsEnd(ReadOnlySpan<byte> entry) =>
        (BinaryPrimitives.ReadUInt64BigEndian(entry) | BinaryPrimitives.ReadUInt64BigEndian(entry[8..])) == 0;
}
