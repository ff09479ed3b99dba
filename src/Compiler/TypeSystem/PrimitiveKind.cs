// The types that the execution engine itself knows.

namespace Xv6.Compiler.TypeSystem;

/// <summary>A primitive type, or None.</summary>
public enum PrimitiveKind
{
    None,
    Void,
    Boolean,
    Char,
    SByte,
    Byte,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    NativeInt,
    NativeUInt,
    Single,
    Double,
}

/// <summary>What is the same for all values of a primitive type.</summary>
public static class PrimitiveKinds
{
    public static int GetSize(this PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Void => 0,
        PrimitiveKind.Boolean or PrimitiveKind.SByte or PrimitiveKind.Byte => 1,
        PrimitiveKind.Char or PrimitiveKind.Int16 or PrimitiveKind.UInt16 => 2,
        PrimitiveKind.Int32 or PrimitiveKind.UInt32 or PrimitiveKind.Single => 4,
        PrimitiveKind.Int64 or PrimitiveKind.UInt64 or PrimitiveKind.Double
            or PrimitiveKind.NativeInt or PrimitiveKind.NativeUInt => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static bool IsFloat(this PrimitiveKind kind) => kind is PrimitiveKind.Single or PrimitiveKind.Double;

    /// <summary>Widening a value of the type repeats its sign bit.</summary>
    public static bool IsSigned(this PrimitiveKind kind) => kind is PrimitiveKind.SByte or PrimitiveKind.Int16 or PrimitiveKind.Int32
        or PrimitiveKind.Int64 or PrimitiveKind.NativeInt;

    /// <summary>C#'s keyword for the type.</summary>
    public static string GetKeyword(this PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Void => "void",
        PrimitiveKind.Boolean => "bool",
        PrimitiveKind.Char => "char",
        PrimitiveKind.SByte => "sbyte",
        PrimitiveKind.Byte => "byte",
        PrimitiveKind.Int16 => "short",
        PrimitiveKind.UInt16 => "ushort",
        PrimitiveKind.Int32 => "int",
        PrimitiveKind.UInt32 => "uint",
        PrimitiveKind.Int64 => "long",
        PrimitiveKind.UInt64 => "ulong",
        PrimitiveKind.NativeInt => "nint",
        PrimitiveKind.NativeUInt => "nuint",
        PrimitiveKind.Single => "float",
        PrimitiveKind.Double => "double",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The primitive that a core library type is, by its name in namespace System.</summary>
    public static PrimitiveKind FromSystemTypeName(string name) => name switch
    {
        "Void" => PrimitiveKind.Void,
        "Boolean" => PrimitiveKind.Boolean,
        "Char" => PrimitiveKind.Char,
        "SByte" => PrimitiveKind.SByte,
        "Byte" => PrimitiveKind.Byte,
        "Int16" => PrimitiveKind.Int16,
        "UInt16" => PrimitiveKind.UInt16,
        "Int32" => PrimitiveKind.Int32,
        "UInt32" => PrimitiveKind.UInt32,
        "Int64" => PrimitiveKind.Int64,
        "UInt64" => PrimitiveKind.UInt64,
        "IntPtr" => PrimitiveKind.NativeInt,
        "UIntPtr" => PrimitiveKind.NativeUInt,
        "Single" => PrimitiveKind.Single,
        "Double" => PrimitiveKind.Double,
        _ => PrimitiveKind.None,
    };
}
