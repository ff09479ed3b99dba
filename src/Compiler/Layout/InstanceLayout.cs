// The result of laying out a type.

using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Layout;

/// <summary>Where the instance fields of a type lie.</summary>
public sealed class InstanceLayout
{
    /// <summary>The header of every object: one word that points to its method table.</summary>
    public const int ObjectHeaderSize = 8;

    /// <summary>Offset of an array's length (32 bits).</summary>
    public const int ArrayLengthOffset = 8;

    /// <summary>Offset of an array's first element.</summary>
    public const int ArrayDataOffset = 16;

    /// <summary>Offset of a string's length (32 bits, in UTF-16 units).</summary>
    public const int StringLengthOffset = 8;

    /// <summary>Offset of a string's first character.</summary>
    public const int StringDataOffset = 12;

    private readonly Dictionary<FieldInstance, int> _offsets;

    internal InstanceLayout(int size, int alignment, Dictionary<FieldInstance, int> offsets)
    {
        Size = size;
        Alignment = alignment;
        _offsets = offsets;
    }

    /// <summary>Structs: the size of a value, a multiple of its alignment. Classes: the size of an instance with its header.</summary>
    public int Size { get; }

    public int Alignment { get; }

    /// <summary>The fields that the type itself declares, with their offsets.</summary>
    public IEnumerable<(FieldInstance Field, int Offset)> Fields => _offsets.Select(pair => (pair.Key, pair.Value));

    public int GetOffset(FieldInstance field) => _offsets[field];
}
