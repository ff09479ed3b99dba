// Reads the tokens of the structure block one after the other (Devicetree Specification v0.4, section 5.4).
//
// Never reads outside of the two blocks, whatever they hold: what does not fit is the token Invalid. Everything else in this folder
// reads the structure through this type.

using System.Buffers.Binary;

namespace Xv6.Kernel.Devices.DeviceTree;

internal enum StructureToken : uint
{
    /// <summary>Not in the format: the block is malformed here, or ends too early.</summary>
    Invalid = 0,
    BeginNode = 1,
    EndNode = 2,
    Property = 3,
    Nop = 4,
    End = 9,
}

/// <summary>A position in the structure block.</summary>
internal ref struct StructureReader(ReadOnlySpan<byte> structure, ReadOnlySpan<byte> strings, int position)
{
    private const int TokenSize = 4;

    private readonly ReadOnlySpan<byte> _structure = structure;
    private readonly ReadOnlySpan<byte> _strings = strings;

    /// <summary>Offset of the next token.</summary>
    public int Position { get; private set; } = position;

    /// <summary>Offset of the token that was read last.</summary>
    public int TokenOffset { get; private set; }

    /// <summary>The name of the node or property that was read last.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The value of the property that was read last.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Reads the next token that is not a Nop.</summary>
    public StructureToken Read()
    {
        do
        {
            TokenOffset = Position;
            if (!TryReadUInt32(out uint token))
                return StructureToken.Invalid;
            switch ((StructureToken)token)
            {
                case StructureToken.BeginNode:
                    return TryReadNodeName() ? StructureToken.BeginNode : StructureToken.Invalid;
                case StructureToken.Property:
                    return TryReadProperty() ? StructureToken.Property : StructureToken.Invalid;
                case StructureToken.EndNode:
                case StructureToken.End:
                    return (StructureToken)token;
                case StructureToken.Nop:
                    break;
                default:
                    return StructureToken.Invalid;
            }
        }
        while (true);
    }

    /// <summary>After a BeginNode: moves behind the EndNode that belongs to it. False when there is none.</summary>
    public bool SkipNode()
    {
        int depth = 1;
        while (depth > 0)
        {
            switch (Read())
            {
                case StructureToken.BeginNode:
                    depth++;
                    break;
                case StructureToken.EndNode:
                    depth--;
                    break;
                case StructureToken.Property:
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    private bool TryReadNodeName()
    {
        int length = _structure[Position..].IndexOf((byte)0);
        if (length < 0)
            return false;
        Name = _structure.Slice(Position, length);
        return TrySkip(length + 1);
    }

    private bool TryReadProperty()
    {
        if (!TryReadUInt32(out uint length) || !TryReadUInt32(out uint nameOffset))
            return false;
        if (length > _structure.Length - Position || nameOffset >= _strings.Length)
            return false;
        ReadOnlySpan<byte> name = _strings[(int)nameOffset..];
        int nameLength = name.IndexOf((byte)0);
        if (nameLength < 0)
            return false;
        Name = name[..nameLength];
        Value = _structure.Slice(Position, (int)length);
        return TrySkip((int)length);
    }

    private bool TryReadUInt32(out uint value)
    {
        value = 0;
        if (_structure.Length - Position < TokenSize)
            return false;
        value = BinaryPrimitives.ReadUInt32BigEndian(_structure[Position..]);
        Position += TokenSize;
        return true;
    }

    /// <summary>Moves behind that many bytes and the padding after them. The block's size is a multiple of a token's.</summary>
    private bool TrySkip(int bytes)
    {
        Position += (bytes + TokenSize - 1) & -TokenSize;
        return Position <= _structure.Length;
    }
}
