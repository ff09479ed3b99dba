// A property of a node: a name and bytes, with the encodings that the specification defines for them (section 2.2.4).

using System.Buffers.Binary;

namespace Xv6.Kernel.Devices.DeviceTree;

public readonly ref struct DeviceTreeProperty(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
{
    public const int CellSize = 4;

    public ReadOnlySpan<byte> Name { get; } = name;

    public ReadOnlySpan<byte> Value { get; } = value;

    /// <summary>How many 32-bit cells the value has.</summary>
    public int CellCount => Value.Length / CellSize;

    /// <summary>The value as text, without the zero at its end.</summary>
    public ReadOnlySpan<byte> Text
    {
        get
        {
            int length = Value.IndexOf((byte)0);
            return length < 0 ? Value : Value[..length];
        }
    }

    /// <summary>The cell with that number. The caller knows that there is one.</summary>
    public uint Cell(int index) => BinaryPrimitives.ReadUInt32BigEndian(Value.Slice(index * CellSize, CellSize));

    /// <summary>Some cells as one number. False when there are not enough, or when the number has more than 64 bits.</summary>
    public bool TryReadNumber(int firstCell, int cells, out ulong number)
    {
        number = 0;
        if (firstCell < 0 || cells < 0 || (long)firstCell + cells > CellCount)
            return false;
        for (int index = 0; index < cells; index++)
        {
            if (number >> 32 != 0)
                return false;
            number = number << 32 | Cell(firstCell + index);
        }

        return true;
    }

    /// <summary>The value is a list of strings, and one of them is <paramref name="text"/>.</summary>
    public bool ContainsText(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> rest = Value;
        while (!rest.IsEmpty)
        {
            int length = rest.IndexOf((byte)0);
            ReadOnlySpan<byte> entry = length < 0 ? rest : rest[..length];
            if (entry.SequenceEqual(text))
                return true;
            rest = length < 0 ? default : rest[(length + 1)..];
        }

        return false;
    }
}
