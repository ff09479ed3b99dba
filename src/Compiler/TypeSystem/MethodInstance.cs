// A method with all generic parameters bound: what code is generated for.

using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using Xv6.Compiler.IntermediateLanguage;
using MethodBody = Xv6.Compiler.IntermediateLanguage.MethodBody;

namespace Xv6.Compiler.TypeSystem;

/// <summary>A method of a concrete type; interned.</summary>
public sealed class MethodInstance
{
    private readonly MethodDefinition _definition;
    private MethodSignature<ConcreteType>? _signature;
    private AttributeReader? _attributes;
    private MethodBody? _body;
    private string? _fullName;

    internal MethodInstance(DefinedType owner, MethodDefinitionHandle handle, ImmutableArray<ConcreteType> methodArguments)
    {
        Owner = owner;
        Handle = handle;
        MethodArguments = methodArguments;
        _definition = owner.Module.Reader.GetMethodDefinition(handle);
        Name = owner.Module.Reader.GetString(_definition.Name);
    }

    public DefinedType Owner { get; }

    public MethodDefinitionHandle Handle { get; }

    public ImmutableArray<ConcreteType> MethodArguments { get; }

    /// <summary>The name in metadata.</summary>
    public string Name { get; }

    public MetadataModule Module => Owner.Module;

    public TypeSystemContext Context => Owner.Context;

    public GenericContext GenericContext => new(Owner.TypeArguments, MethodArguments);

    public MethodAttributes Attributes => _definition.Attributes;

    public MethodImplAttributes ImplementationAttributes => _definition.ImplAttributes;

    public bool IsStatic => (Attributes & MethodAttributes.Static) != 0;

    public bool IsVirtual => (Attributes & MethodAttributes.Virtual) != 0;

    public bool IsAbstract => (Attributes & MethodAttributes.Abstract) != 0;

    /// <summary>Nothing can override it.</summary>
    public bool IsFinal => !IsVirtual || (Attributes & MethodAttributes.Final) != 0 || Owner.IsSealed;

    /// <summary>A virtual method that starts a slot of its own instead of overriding one.</summary>
    public bool IsNewSlot => (Attributes & MethodAttributes.NewSlot) != 0;

    public bool IsConstructor => Name == ".ctor";

    public bool IsStaticConstructor => Name == ".cctor";

    /// <summary>How many generic parameters the method itself has.</summary>
    public int GenericArity => _definition.GetGenericParameters().Count;

    /// <summary>The signature; <c>this</c> is not among its parameters.</summary>
    public MethodSignature<ConcreteType> Signature =>
        _signature ??= _definition.DecodeSignature(Context.SignatureDecoder, GenericContext);

    public ConcreteType ReturnType => Signature.ReturnType;

    /// <summary>The type of <c>this</c>: a reference to the struct for methods of structs.</summary>
    public ConcreteType ThisType => Owner.IsValueType ? Owner.MakeByReference() : Owner;

    /// <summary>All arguments as IL numbers them: <c>this</c> first.</summary>
    public ImmutableArray<ConcreteType> ArgumentTypes =>
        IsStatic ? Signature.ParameterTypes : Signature.ParameterTypes.Insert(0, ThisType);

    /// <summary>The IL, or null for abstract and extern methods.</summary>
    public MethodBody? Body
    {
        get
        {
            if (_body is null && _definition.RelativeVirtualAddress != 0)
                _body = new MethodBody(this, _definition.RelativeVirtualAddress);
            return _body;
        }
    }

    /// <summary>Attributes on the method.</summary>
    public AttributeReader CustomAttributes => _attributes ??= new AttributeReader(Module, _definition.GetCustomAttributes());

    public bool HasAttribute(string fullName) => CustomAttributes.Has(fullName);

    /// <summary>The parameters' names in order, without <c>this</c>; empty for those that have none.</summary>
    public ImmutableArray<string> ParameterNames
    {
        get
        {
            string[] names = new string[Signature.ParameterTypes.Length];
            Array.Fill(names, "");
            foreach (ParameterHandle handle in _definition.GetParameters())
            {
                Parameter parameter = Module.Reader.GetParameter(handle);
                if (parameter.SequenceNumber > 0 && parameter.SequenceNumber <= names.Length)
                    names[parameter.SequenceNumber - 1] = Module.Reader.GetString(parameter.Name);
            }

            return [.. names];
        }
    }

    /// <summary>The definition's full name without arguments, such as <c>System.Span`1::Slice</c>: the key of tables of methods.</summary>
    public string DefinitionName => $"{Owner.MetadataName}::{Name}";

    /// <summary>
    /// The readable and unique name: type, name, method arguments, and the parameter types if the type has several methods of the name.
    /// </summary>
    public string FullName => _fullName ??= GetFullName();

    /// <summary>This definition and another are the same, whatever their arguments.</summary>
    public bool HasSameDefinition(MethodInstance other) => ReferenceEquals(Module, other.Module) && Handle == other.Handle;

    /// <summary>The method with its own generic parameters bound to these arguments.</summary>
    public MethodInstance WithArguments(ImmutableArray<ConcreteType> methodArguments) =>
        methodArguments.IsEmpty ? this : Owner.GetMethod(Handle, methodArguments);

    private string GetFullName()
    {
        string name = $"{Owner.Name}::{Name}";
        if (!MethodArguments.IsEmpty)
            name += $"<{string.Join(", ", MethodArguments.Select(type => type.Name))}>";
        if (Module.GetMethodsNamed(Owner.Handle, Name).Skip(1).Any())
        {
            name += $"({string.Join(", ", Signature.ParameterTypes.Select(type => type.Name))})";
            if (Name is "op_Implicit" or "op_Explicit" or "op_CheckedExplicit")
                name += " : " + ReturnType.Name;
        }

        return name;
    }

    public override string ToString() => FullName;
}
