// Lays out the instance fields of a type: sequential, explicit, automatic, inline arrays.
//
// Sequential structs come out as C# and C lay them out, so structs can be shared with assembly, devices and C programs. Fields of
// classes are sorted by alignment, which leaves no holes; those of base classes come first.

using System.Collections.Immutable;
using System.Reflection;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Layout;

internal static class LayoutComputer
{
    /// <summary>Alignment beyond which <c>[StructLayout(Pack)]</c> has no effect.</summary>
    private const int MaximumAlignment = 16;

    public static InstanceLayout Compute(DefinedType type)
    {
        if (type.Primitive != PrimitiveKind.None && !type.IsEnum)
            return ForPrimitive(type);
        return type.IsValueType ? ForStruct(type) : ForClass(type);
    }

    private static InstanceLayout ForPrimitive(DefinedType type)
    {
        int size = type.Primitive.GetSize();
        return new InstanceLayout(size, Math.Max(size, 1), type.InstanceFields.ToDictionary(field => field, _ => 0));
    }

    private static InstanceLayout ForStruct(DefinedType type)
    {
        (System.Reflection.Metadata.TypeLayout declared, TypeAttributes kind) = type.DeclaredLayout;
        int packing = declared.PackingSize == 0 ? MaximumAlignment : declared.PackingSize;
        Placement placement = kind == TypeAttributes.ExplicitLayout
            ? PlaceExplicitly(type.InstanceFields, packing)
            : Place(kind == TypeAttributes.AutoLayout ? Sort(type.InstanceFields) : type.InstanceFields, 0, packing);
        int alignment = IsWideInteger(type) ? 16 : placement.Alignment;
        int size = Math.Max(AlignUp(placement.End, alignment), declared.Size);
        if (InlineArrayLength(type) is int length)
            size = type.InstanceFields[0].Type.Size * length;
        return new InstanceLayout(Math.Max(size, 1), alignment, placement.Offsets);
    }

    private static InstanceLayout ForClass(DefinedType type)
    {
        (System.Reflection.Metadata.TypeLayout declared, TypeAttributes kind) = type.DeclaredLayout;
        if (type.IsInterface)
            return new InstanceLayout(InstanceLayout.ObjectHeaderSize, InstanceLayout.ObjectHeaderSize, []);
        int start = type.BaseType?.Layout.Size ?? InstanceLayout.ObjectHeaderSize;
        int packing = declared.PackingSize == 0 ? MaximumAlignment : declared.PackingSize;
        Placement placement = Place(kind == TypeAttributes.AutoLayout ? Sort(type.InstanceFields) : type.InstanceFields, start, packing);
        return new InstanceLayout(placement.End, Math.Max(placement.Alignment, InstanceLayout.ObjectHeaderSize), placement.Offsets);
    }

    private static Placement Place(IEnumerable<FieldInstance> fields, int start, int packing)
    {
        Dictionary<FieldInstance, int> offsets = [];
        int end = start;
        int largestAlignment = 1;
        foreach (FieldInstance field in fields)
        {
            int alignment = Math.Min(field.Type.Alignment, packing);
            int offset = AlignUp(end, alignment);
            offsets.Add(field, offset);
            end = offset + field.Type.Size;
            largestAlignment = Math.Max(largestAlignment, alignment);
        }

        return new Placement(offsets, end, largestAlignment);
    }

    private static Placement PlaceExplicitly(IEnumerable<FieldInstance> fields, int packing)
    {
        Dictionary<FieldInstance, int> offsets = [];
        int end = 0;
        int largestAlignment = 1;
        foreach (FieldInstance field in fields)
        {
            offsets.Add(field, field.DeclaredOffset);
            end = Math.Max(end, field.DeclaredOffset + field.Type.Size);
            largestAlignment = Math.Max(largestAlignment, Math.Min(field.Type.Alignment, packing));
        }

        return new Placement(offsets, end, largestAlignment);
    }

    private static IEnumerable<FieldInstance> Sort(ImmutableArray<FieldInstance> fields) =>
        fields.OrderByDescending(field => field.Type.Alignment);

    /// <summary>How many elements an inline array has; null for any other type.</summary>
    public static int? InlineArrayLength(DefinedType type)
    {
        foreach (var arguments in type.CustomAttributes.GetArguments("System.Runtime.CompilerServices.InlineArrayAttribute"))
            return (int)arguments[0]!;
        return null;
    }

    private static bool IsWideInteger(DefinedType type) =>
        type.Module.IsCoreLibrary && type.MetadataName is "System.Int128" or "System.UInt128";

    private static int AlignUp(int value, int alignment) => (value + alignment - 1) & -alignment;

    private sealed record Placement(Dictionary<FieldInstance, int> Offsets, int End, int Alignment);
}
