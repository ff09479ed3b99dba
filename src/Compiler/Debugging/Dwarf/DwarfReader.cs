// A cursor over a DWARF section: its integers, variable-length integers and strings.

using System.Buffers.Binary;
using System.Text;

namespace Xv6.Compiler.Debugging.Dwarf;

/// <summary>Reads on from <see cref="Position"/>; reading past the end throws.</summary>
internal ref struct DwarfReader(ReadOnlySpan<byte> section, int position = 0)
{
    private readonly ReadOnlySpan<byte> _section = section;

    /// <summary>Bytes from the start of the section.</summary>
    public int Position { get; set; } = position;

    public readonly bool AtEnd => Position >= _section.Length;

    public byte Byte() => _section[Position++];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8));

    public ReadOnlySpan<byte> Bytes(int count)
    {
        ReadOnlySpan<byte> bytes = _section.Slice(Position, count);
        Position += count;
        return bytes;
    }

    public ulong UnsignedLeb128()
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = Byte();
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return value;
        }
    }

    public long SignedLeb128()
    {
        long value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = Byte();
            value |= (long)(part & 0x7f) << shift;
            if (part < 0x80)
                return (part & 0x40) != 0 && shift + 7 < 64 ? value | (-1L << (shift + 7)) : value;
        }
    }

    /// <summary>A zero-terminated string.</summary>
    public string String() => Encoding.UTF8.GetString(StringBytes());

    public void SkipString() => StringBytes();

    private ReadOnlySpan<byte> StringBytes()
    {
        ReadOnlySpan<byte> bytes = Bytes(_section[Position..].IndexOf((byte)0));
        Position++;
        return bytes;
    }
}
