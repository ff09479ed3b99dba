// What a compiled pattern consists of.

namespace Xv6.Programs.Patterns;

internal enum PatternOperation
{
    /// <summary>Takes one given byte.</summary>
    Byte,

    /// <summary>Takes a byte of a set.</summary>
    Set,

    /// <summary>Goes on at <see cref="PatternInstruction.First"/> as well as at <see cref="PatternInstruction.Second"/>.</summary>
    Split,

    /// <summary>Goes on at <see cref="PatternInstruction.First"/>.</summary>
    Jump,

    LineStart,
    LineEnd,
}

/// <summary>
/// One instruction. Jumps are relative to the instruction itself, so that a piece of a pattern can be put anywhere. The pattern
/// matches when the instruction behind the last one is reached.
/// </summary>
internal readonly record struct PatternInstruction(PatternOperation Operation)
{
    public byte Value { get; init; }

    public ByteSet? Set { get; init; }

    public int First { get; init; }

    public int Second { get; init; }
}

/// <summary>A set of bytes.</summary>
internal sealed class ByteSet
{
    private readonly ulong[] _bits = new ulong[4];

    public bool Contains(byte value) => (_bits[value >> 6] & (1UL << (value & 63))) != 0;

    public void Add(byte value) => _bits[value >> 6] |= 1UL << (value & 63);

    public void AddRange(byte first, byte last)
    {
        for (int value = first; value <= last; value++)
            Add((byte)value);
    }

    public void Invert()
    {
        for (int i = 0; i < _bits.Length; i++)
            _bits[i] = ~_bits[i];
    }

    /// <summary>Adds the other case of each letter that it has.</summary>
    public void IgnoreCase()
    {
        for (byte lower = (byte)'a'; lower <= (byte)'z'; lower++)
        {
            byte upper = (byte)(lower - 0x20);
            if (Contains(lower) || Contains(upper))
            {
                Add(lower);
                Add(upper);
            }
        }
    }
}
