// How values of a type exist in LLVM IR.
//
// Scalar: one LLVM value. Leaves: a struct of at most four scalars, which travels as that many LLVM values. Memory: any other
// struct, which always lives behind an address. Padding is not preserved in Leaves form, so structs with overlapping fields, an
// explicit size or inline arrays are in Memory form.

using System.Collections.Immutable;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration;

internal enum ValueForm
{
    Scalar,
    Leaves,
    Memory,
}

/// <summary>A scalar inside a struct.</summary>
/// <param name="Ir">Its LLVM type in memory.</param>
internal readonly record struct Leaf(int Offset, string Ir, int Alignment, ConcreteType Type);

/// <summary>The representation of one type.</summary>
internal sealed class TypeShape
{
    private const int MaximumLeaves = 4;

    private TypeShape(ConcreteType type, ValueForm form, ImmutableArray<Leaf> leaves)
    {
        Form = form;
        Leaves = leaves;
        Size = type.Size;
        Alignment = type.Alignment;
        Ir = form == ValueForm.Scalar ? leaves[0].Ir : $"[{Size} x i8]";
    }

    public ValueForm Form { get; }

    /// <summary>The type in memory: a scalar's LLVM type, or an array of bytes.</summary>
    public string Ir { get; }

    /// <summary>The scalars it consists of, unless in Memory form.</summary>
    public ImmutableArray<Leaf> Leaves { get; }

    public int Size { get; }

    public int Alignment { get; }

    /// <summary>The LLVM type that a function returns for it: <c>void</c> for Memory form, which is returned through an address.</summary>
    public string ReturnIr => (Form, Leaves.Length) switch
    {
        (ValueForm.Memory, _) or (_, 0) => "void",
        (_, 1) => Leaves[0].Ir,
        _ => $"{{ {string.Join(", ", Leaves.Select(leaf => leaf.Ir))} }}",
    };

    public static TypeShape Create(ConcreteType type)
    {
        if (type.IsVoid)
            return new TypeShape(type, ValueForm.Leaves, []);
        if (GetScalarIr(type) is { } ir)
            return new TypeShape(type, ValueForm.Scalar, [new Leaf(0, ir, type.Alignment, type)]);
        List<Leaf> leaves = [];
        return type is DefinedType definition && Flatten(definition, 0, leaves)
            ? new TypeShape(type, ValueForm.Leaves, [.. leaves])
            : new TypeShape(type, ValueForm.Memory, []);
    }

    /// <summary>The LLVM type of a scalar in memory, or null for structs.</summary>
    private static string? GetScalarIr(ConcreteType type) => type.Primitive switch
    {
        PrimitiveKind.Boolean or PrimitiveKind.SByte or PrimitiveKind.Byte => "i8",
        PrimitiveKind.Char or PrimitiveKind.Int16 or PrimitiveKind.UInt16 => "i16",
        PrimitiveKind.Int32 or PrimitiveKind.UInt32 => "i32",
        PrimitiveKind.Int64 or PrimitiveKind.UInt64 or PrimitiveKind.NativeInt or PrimitiveKind.NativeUInt => "i64",
        PrimitiveKind.Single => "float",
        PrimitiveKind.Double => "double",
        _ => type.IsValueType ? null : "ptr",
    };

    private static bool Flatten(DefinedType type, int start, List<Leaf> leaves)
    {
        var (declared, kind) = type.DeclaredLayout;
        if (kind == System.Reflection.TypeAttributes.ExplicitLayout || declared.Size > 1
            || type.HasAttribute("System.Runtime.CompilerServices.InlineArrayAttribute"))
            return false;
        foreach (FieldInstance field in type.InstanceFields)
        {
            int offset = start + field.Offset;
            if (GetScalarIr(field.Type) is { } ir)
                leaves.Add(new Leaf(offset, ir, Math.Min(field.Type.Alignment, Math.Max(type.Alignment, 1)), field.Type));
            else if (!Flatten((DefinedType)field.Type, offset, leaves))
                return false;
            if (leaves.Count > MaximumLeaves)
                return false;
        }

        return true;
    }
}
