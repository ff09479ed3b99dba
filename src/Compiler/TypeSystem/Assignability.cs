// When a reference of one type may stand for another (ECMA-335 I.8.7), with variance of interfaces and delegates and of arrays.

using System.Reflection;

namespace Xv6.Compiler.TypeSystem;

internal static class Assignability
{
    public static bool IsAssignable(ConcreteType source, ConcreteType target)
    {
        if (ReferenceEquals(source, target) || ReferenceEquals(target, source.Context.WellKnown.Object))
            return true;
        return (source, target) switch
        {
            (ArrayType from, ArrayType to) => IsElementCompatible(from.Element, to.Element),
            (ArrayType from, DefinedType { IsInterface: true } to) => IsArrayInterface(from, to),
            (_, DefinedType { IsInterface: true } to) => Candidates(source).Any(type => IsSameOrVariant(type, to)),
            (_, DefinedType to) => BaseTypes(source).Any(type => IsSameOrVariant(type, to)),
            _ => false,
        };
    }

    /// <summary>The interface or delegate type equals the target, or converts to it by variance.</summary>
    public static bool IsSameOrVariant(DefinedType type, DefinedType target)
    {
        if (ReferenceEquals(type, target))
            return true;
        if (!type.HasSameDefinition(target) || !(type.IsInterface || type.IsDelegate))
            return false;
        int index = 0;
        foreach (GenericParameterAttributes variance in type.Variances)
        {
            ConcreteType from = type.TypeArguments[index];
            ConcreteType to = target.TypeArguments[index++];
            bool compatible = ReferenceEquals(from, to) || variance switch
            {
                GenericParameterAttributes.Covariant => from.IsObjectReference && IsAssignable(from, to),
                GenericParameterAttributes.Contravariant => to.IsObjectReference && IsAssignable(to, from),
                _ => false,
            };
            if (!compatible)
                return false;
        }

        return true;
    }

    private static IEnumerable<DefinedType> Candidates(ConcreteType source) =>
        source is DefinedType { IsInterface: true } type ? source.AllInterfaces.Prepend(type) : source.AllInterfaces;

    private static IEnumerable<DefinedType> BaseTypes(ConcreteType source)
    {
        for (DefinedType? type = source as DefinedType ?? source.BaseType; type is not null; type = type.BaseType)
            yield return type;
    }

    // An array of a reference type is an array of each of its bases; int[] and uint[] are interchangeable.
    private static bool IsElementCompatible(ConcreteType source, ConcreteType target)
    {
        if (ReferenceEquals(source, target))
            return true;
        if (source.IsObjectReference)
            return target.IsObjectReference && IsAssignable(source, target);
        return source.Primitive != PrimitiveKind.None && Reduce(source.Primitive) == Reduce(target.Primitive);
    }

    private static bool IsArrayInterface(ArrayType source, DefinedType target) =>
        source.AllInterfaces.Any(type => IsSameOrVariant(type, target)
            || (type.HasSameDefinition(target) && target.TypeArguments.Length == 1
                && IsElementCompatible(source.Element, target.TypeArguments[0])));

    private static PrimitiveKind Reduce(PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Byte => PrimitiveKind.SByte,
        PrimitiveKind.UInt16 => PrimitiveKind.Int16,
        PrimitiveKind.UInt32 => PrimitiveKind.Int32,
        PrimitiveKind.UInt64 => PrimitiveKind.Int64,
        PrimitiveKind.NativeUInt => PrimitiveKind.NativeInt,
        _ => kind,
    };
}
