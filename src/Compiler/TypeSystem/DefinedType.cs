// A type that metadata defines, with its type arguments: class, struct, enum, interface, delegate or primitive.
//
// Members are created on demand and interned. Everything else is computed once and kept.

using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using Xv6.Compiler.Layout;

namespace Xv6.Compiler.TypeSystem;

/// <summary>A class, struct, enum, interface, delegate or primitive. Members are in <c>DefinedType.Members.cs</c>.</summary>
public sealed partial class DefinedType : ConcreteType
{
    private readonly TypeDefinition _definition;
    private string? _name;
    private DefinedType? _baseType;
    private bool _baseTypeIsKnown;
    private IReadOnlyList<DefinedType>? _interfaces;
    private IReadOnlyList<DefinedType>? _allInterfaces;
    private PrimitiveKind? _primitive;
    private InstanceLayout? _layout;
    private bool? _containsReferences;

    internal DefinedType(MetadataModule module, TypeDefinitionHandle handle, ImmutableArray<ConcreteType> typeArguments)
        : base(module.Context)
    {
        Module = module;
        Handle = handle;
        TypeArguments = typeArguments;
        _definition = module.Reader.GetTypeDefinition(handle);
        MetadataName = module.GetMetadataName(handle);
    }

    public MetadataModule Module { get; }

    public TypeDefinitionHandle Handle { get; }

    /// <summary>The type arguments, those of the types around it first.</summary>
    public ImmutableArray<ConcreteType> TypeArguments { get; }

    /// <summary>The definition's full name in metadata, such as <c>System.Span`1</c> or <c>Namespace.Outer+Inner</c>.</summary>
    public string MetadataName { get; }

    public TypeAttributes Attributes => _definition.Attributes;

    public override string Name => _name ??= TypeNames.GetName(this);

    /// <summary>The namespace of the outermost type around this one.</summary>
    public string Namespace => DeclaringType?.Namespace ?? Module.Reader.GetString(_definition.Namespace);

    /// <summary>The definition's own name, without namespace and arity.</summary>
    public string SimpleName => TypeNames.WithoutArity(Module.Reader.GetString(_definition.Name));

    /// <summary>The type that this one is nested in, with the type arguments that it shares.</summary>
    public DefinedType? DeclaringType
    {
        get
        {
            TypeDefinitionHandle declaring = _definition.GetDeclaringType();
            if (declaring.IsNil)
                return null;
            int arity = Module.Reader.GetTypeDefinition(declaring).GetGenericParameters().Count;
            return Module.GetDefinedType(declaring, TypeArguments.Length < arity ? [] : TypeArguments[..arity]);
        }
    }

    /// <summary>Bindings for signatures and bodies in this type.</summary>
    public GenericContext GenericContext => new(TypeArguments, []);

    public override bool IsInterface => (Attributes & TypeAttributes.Interface) != 0;

    public override bool IsSealed => (Attributes & TypeAttributes.Sealed) != 0;

    public bool IsAbstract => (Attributes & TypeAttributes.Abstract) != 0;

    public bool IsEnum => ReferenceEquals(BaseType, Context.WellKnown.Enum);

    public override bool IsValueType => IsEnum
        || (ReferenceEquals(BaseType, Context.WellKnown.ValueType) && !ReferenceEquals(this, Context.WellKnown.Enum));

    public override bool IsObjectReference => !IsValueType;

    public bool IsDelegate => ReferenceEquals(BaseType, Context.WellKnown.MulticastDelegate);

    /// <summary>Static fields may be initialised at any time before their first use, not exactly at the type's first use.</summary>
    public bool IsBeforeFieldInit => (Attributes & TypeAttributes.BeforeFieldInit) != 0;

    /// <summary>For <c>ref struct</c>s.</summary>
    public bool IsByRefLike => HasAttribute("System.Runtime.CompilerServices.IsByRefLikeAttribute");

    public bool IsNullable => Module.IsCoreLibrary && MetadataName == "System.Nullable`1";

    public override PrimitiveKind Primitive => _primitive ??= ComputePrimitive();

    public override DefinedType? BaseType
    {
        get
        {
            if (!_baseTypeIsKnown)
            {
                _baseType = _definition.BaseType.IsNil ? null : (DefinedType)Module.ResolveType(_definition.BaseType, GenericContext);
                _baseTypeIsKnown = true;
            }

            return _baseType;
        }
    }

    /// <summary>The interfaces that the definition itself lists.</summary>
    public IReadOnlyList<DefinedType> Interfaces => _interfaces ??= [.. _definition.GetInterfaceImplementations()
        .Select(handle => (DefinedType)Module.ResolveType(Module.Reader.GetInterfaceImplementation(handle).Interface, GenericContext))];

    public override IReadOnlyList<DefinedType> AllInterfaces => _allInterfaces ??= [.. Interfaces
        .SelectMany(type => type.AllInterfaces.Prepend(type)).Concat(BaseType?.AllInterfaces ?? []).Distinct()];

    /// <summary>How instances are laid out. For classes offsets count from the object's header.</summary>
    public InstanceLayout Layout => _layout ??= LayoutComputer.Compute(this);

    public override int Size => IsValueType ? Layout.Size : TypeSystemContext.PointerSize;

    public override int Alignment => IsValueType ? Layout.Alignment : TypeSystemContext.PointerSize;

    public override bool ContainsReferences => _containsReferences ??= IsObjectReference
        || (Primitive == PrimitiveKind.None && InstanceFields.Any(item => item.Type.ContainsReferences));

    /// <summary>The explicit packing, size and kind of layout, from <c>[StructLayout]</c>.</summary>
    internal (System.Reflection.Metadata.TypeLayout Layout, TypeAttributes Kind) DeclaredLayout =>
        (_definition.GetLayout(), Attributes & TypeAttributes.LayoutMask);

    /// <summary>This definition and another are the same, whatever their type arguments.</summary>
    public bool HasSameDefinition(DefinedType other) => ReferenceEquals(Module, other.Module) && Handle == other.Handle;

    /// <summary>The variance of each generic parameter.</summary>
    internal IEnumerable<GenericParameterAttributes> Variances => _definition.GetGenericParameters()
        .Select(handle => Module.Reader.GetGenericParameter(handle).Attributes & GenericParameterAttributes.VarianceMask);

    private PrimitiveKind ComputePrimitive()
    {
        if (IsEnum)
            return InstanceFields[0].Type.Primitive;
        return Module.IsCoreLibrary && MetadataName.StartsWith("System.", StringComparison.Ordinal)
            ? PrimitiveKinds.FromSystemTypeName(MetadataName["System.".Length..])
            : PrimitiveKind.None;
    }
}
