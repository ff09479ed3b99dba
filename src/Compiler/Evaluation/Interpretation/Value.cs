// A value on the evaluation stack.

using Xv6.Compiler.Evaluation.Memory;

namespace Xv6.Compiler.Evaluation.Interpretation;

/// <summary>IL's own kinds of values (ECMA-335 I.12.3.2.1); references, pointers and native integers are one kind.</summary>
internal enum ValueKind
{
    Int32,
    Int64,
    Native,
    Single,
    Double,
    Struct,
}

/// <summary>
/// A value. <paramref name="Bits"/> is the number (sign-extended; floats as the bits of a double), or for an address the offset from
/// <paramref name="Target"/>, which is what <see cref="MemoryBlock"/> describes. A struct's target is a block of its own with its content,
/// which is never written to again.
/// </summary>
internal readonly record struct Value(ValueKind Kind, long Bits, object? Target = null)
{
    public static Value Null => new(ValueKind.Native, 0);

    public int Int32 => (int)Number;

    /// <summary>The value as an integer; an address is none.</summary>
    public long Number => Target is null ? Bits : throw new EvaluationException("uses an address as a number");

    public double Float => BitConverter.Int64BitsToDouble(Bits);

    public bool IsFloat => Kind is ValueKind.Single or ValueKind.Double;

    /// <summary>What <c>brtrue</c> and null checks ask. An address with a target is never null.</summary>
    public bool IsTrue => Target is not null || (IsFloat ? Float != 0 : Bits != 0);

    public static Value From(int value) => new(ValueKind.Int32, value);

    public static Value From(bool value) => new(ValueKind.Int32, value ? 1 : 0);

    public static Value From(long value) => new(ValueKind.Int64, value);

    public static Value FromNative(long value) => new(ValueKind.Native, value);

    public static Value From(double value) => new(ValueKind.Double, BitConverter.DoubleToInt64Bits(value));

    public static Value From(float value) => new(ValueKind.Single, BitConverter.DoubleToInt64Bits(value));

    /// <summary>An object reference, or the address of something inside a block.</summary>
    public static Value To(MemoryBlock block, long offset = 0) => new(ValueKind.Native, offset, block);

    /// <summary>The block that an address or object reference points into.</summary>
    public MemoryBlock Block => Target switch
    {
        MemoryBlock block => block,
        null when Bits == 0 => throw new EvaluationException("dereferences null"),
        null => throw new EvaluationException("accesses memory at a fixed address"),
        _ => throw new EvaluationException("accesses memory that belongs to the run-time system"),
    };
}
