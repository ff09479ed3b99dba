// The types of generated programs.

namespace Xv6.Compiler.Harness.Generation;

public abstract record GeneratedType(string Name);

public enum PrimitiveClass
{
    Signed,
    Unsigned,
    Float,
    Boolean,
}

public sealed record PrimitiveType(string Name, int Bits, PrimitiveClass Class) : GeneratedType(Name)
{
    public static readonly PrimitiveType Boolean = new("bool", 8, PrimitiveClass.Boolean);
    public static readonly PrimitiveType Int32 = new("int", 32, PrimitiveClass.Signed);
    public static readonly PrimitiveType Int64 = new("long", 64, PrimitiveClass.Signed);
    public static readonly PrimitiveType UInt64 = new("ulong", 64, PrimitiveClass.Unsigned);

    public static readonly IReadOnlyList<PrimitiveType> Integers =
    [
        new("sbyte", 8, PrimitiveClass.Signed), new("byte", 8, PrimitiveClass.Unsigned),
        new("short", 16, PrimitiveClass.Signed), new("ushort", 16, PrimitiveClass.Unsigned),
        Int32, new("uint", 32, PrimitiveClass.Unsigned), Int64, UInt64,
        Int32, Int64, // the common ones are more likely
    ];

    public static readonly IReadOnlyList<PrimitiveType> Floats = [new("float", 32, PrimitiveClass.Float), new("double", 64, PrimitiveClass.Float)];

    public bool IsInteger => Class is PrimitiveClass.Signed or PrimitiveClass.Unsigned;

    public bool IsFloat => Class == PrimitiveClass.Float;
}

public sealed record Field(string Name, PrimitiveType Type);

public sealed record StructType(string Name, IReadOnlyList<Field> Fields) : GeneratedType(Name);
