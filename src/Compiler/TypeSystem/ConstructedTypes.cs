// Types that are made from other types and have no definition of their own in metadata.

using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Xv6.Compiler.TypeSystem;

/// <summary>A one-dimensional array with lower bound zero: <c>T[]</c>.</summary>
public sealed class ArrayType : ConcreteType
{
    private IReadOnlyList<DefinedType>? _interfaces;

    internal ArrayType(ConcreteType element)
        : base(element.Context) => Element = element;

    public ConcreteType Element { get; }

    public override string Name => Element.Name + "[]";

    public override bool IsObjectReference => true;

    public override bool IsSealed => Element.IsSealed;

    public override DefinedType BaseType => Context.WellKnown.Array;

    /// <summary>Array's own interfaces, and the generic list interfaces over the element type.</summary>
    public override IReadOnlyList<DefinedType> AllInterfaces => _interfaces ??=
        [.. BaseType.AllInterfaces, .. Context.WellKnown.GenericArrayInterfaces(Element)];
}

/// <summary>An array of more than one dimension: <c>T[,]</c>. It can be named but not used: the compiler rejects it.</summary>
public sealed class MultiDimensionalArrayType : ConcreteType
{
    internal MultiDimensionalArrayType(ConcreteType element, int rank)
        : base(element.Context)
    {
        Element = element;
        Rank = rank;
    }

    public ConcreteType Element { get; }

    public int Rank { get; }

    public override string Name => $"{Element.Name}[{new string(',', Rank - 1)}]";

    public override bool IsObjectReference => true;

    public override DefinedType BaseType => Context.WellKnown.Array;
}

/// <summary>A managed reference: <c>ref T</c>.</summary>
public sealed class ByReferenceType : ConcreteType
{
    internal ByReferenceType(ConcreteType target)
        : base(target.Context) => Target = target;

    public ConcreteType Target { get; }

    public override string Name => "ref " + Target.Name;

    public override bool ContainsReferences => true;
}

/// <summary>An unmanaged pointer: <c>T*</c>.</summary>
public sealed class PointerType : ConcreteType
{
    internal PointerType(ConcreteType target)
        : base(target.Context) => Target = target;

    public ConcreteType Target { get; }

    public override string Name => Target.Name + "*";
}

/// <summary>A function pointer: <c>delegate*&lt;int, void&gt;</c>.</summary>
public sealed class FunctionPointerType : ConcreteType
{
    internal FunctionPointerType(TypeSystemContext context, MethodSignature<ConcreteType> signature)
        : base(context)
    {
        Signature = signature;
        Name = GetName(signature);
    }

    public MethodSignature<ConcreteType> Signature { get; }

    public override string Name { get; }

    internal static string GetName(MethodSignature<ConcreteType> signature)
    {
        ImmutableArray<ConcreteType> types = signature.ParameterTypes.Add(signature.ReturnType);
        string convention = signature.Header.CallingConvention == SignatureCallingConvention.Default ? "" : " unmanaged";
        return $"delegate*{convention}<{string.Join(", ", types.Select(type => type.Name))}>";
    }
}

/// <summary>
/// A method's own generic parameter, as a placeholder while signatures of generic methods are compared. It never reaches code generation.
/// </summary>
public sealed class GenericParameterType : ConcreteType
{
    internal GenericParameterType(TypeSystemContext context, int index)
        : base(context) => Index = index;

    public int Index { get; }

    public override string Name => "!!" + Index;
}
