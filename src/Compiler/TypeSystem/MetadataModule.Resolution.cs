// From a token in an assembly's metadata to the type, method or field that it means.

using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Xv6.Compiler.TypeSystem;

public sealed partial class MetadataModule
{
    /// <summary>The type that a TypeDef, TypeRef or TypeSpec token means.</summary>
    public ConcreteType ResolveType(EntityHandle handle, GenericContext context) => handle.Kind switch
    {
        HandleKind.TypeDefinition => GetDefinedType((TypeDefinitionHandle)handle, []),
        HandleKind.TypeReference => ResolveTypeReference((TypeReferenceHandle)handle, []),
        HandleKind.TypeSpecification => Reader.GetTypeSpecification((TypeSpecificationHandle)handle)
            .DecodeSignature(Context.SignatureDecoder, context),
        _ => throw new TypeSystemException($"a {handle.Kind} is not a type"),
    };

    /// <summary>The definition that a TypeDef or TypeRef token means, bound to type arguments.</summary>
    internal DefinedType ResolveDefinition(EntityHandle handle, ImmutableArray<ConcreteType> arguments) => handle.Kind switch
    {
        HandleKind.TypeDefinition => GetDefinedType((TypeDefinitionHandle)handle, arguments),
        HandleKind.TypeReference => ResolveTypeReference((TypeReferenceHandle)handle, arguments),
        _ => throw new TypeSystemException($"a {handle.Kind} is not a type definition"),
    };

    /// <summary>The method that a MethodDef, MemberRef or MethodSpec token means.</summary>
    public MethodInstance ResolveMethod(EntityHandle handle, GenericContext context)
    {
        switch (handle.Kind)
        {
            case HandleKind.MethodDefinition:
                var definition = (MethodDefinitionHandle)handle;
                return GetDefinedType(Reader.GetMethodDefinition(definition).GetDeclaringType(), []).GetMethod(definition, []);
            case HandleKind.MemberReference:
                return ResolveMethodReference((MemberReferenceHandle)handle, context, []);
            case HandleKind.MethodSpecification:
                return ResolveMethodSpecification((MethodSpecificationHandle)handle, context);
            default:
                throw new TypeSystemException($"a {handle.Kind} is not a method");
        }
    }

    /// <summary>The field that a Field or MemberRef token means.</summary>
    public FieldInstance ResolveField(EntityHandle handle, GenericContext context)
    {
        if (handle.Kind == HandleKind.FieldDefinition)
        {
            var definition = (FieldDefinitionHandle)handle;
            return GetDefinedType(Reader.GetFieldDefinition(definition).GetDeclaringType(), []).GetField(definition);
        }

        MemberReference reference = Reader.GetMemberReference((MemberReferenceHandle)handle);
        string name = Reader.GetString(reference.Name);
        ConcreteType? owner = ResolveType(reference.Parent, context);
        for (ConcreteType? type = owner; type is not null; type = type.BaseType)
        {
            if ((type as DefinedType)?.FindField(name) is { } field)
                return field;
        }

        throw new TypeSystemException($"{owner} has no field {name}");
    }

    /// <summary>True if the MemberRef or Field token means a field.</summary>
    public bool IsField(EntityHandle handle) => handle.Kind == HandleKind.FieldDefinition
        || (handle.Kind == HandleKind.MemberReference
            && Reader.GetMemberReference((MemberReferenceHandle)handle).GetKind() == MemberReferenceKind.Field);

    private MethodInstance ResolveMethodSpecification(MethodSpecificationHandle handle, GenericContext context)
    {
        MethodSpecification specification = Reader.GetMethodSpecification(handle);
        ImmutableArray<ConcreteType> arguments = specification.DecodeSignature(Context.SignatureDecoder, context);
        if (specification.Method.Kind == HandleKind.MemberReference)
            return ResolveMethodReference((MemberReferenceHandle)specification.Method, context, arguments);
        var definition = (MethodDefinitionHandle)specification.Method;
        return GetDefinedType(Reader.GetMethodDefinition(definition).GetDeclaringType(), []).GetMethod(definition, arguments);
    }

    private MethodInstance ResolveMethodReference(
        MemberReferenceHandle handle, GenericContext context, ImmutableArray<ConcreteType> methodArguments)
    {
        MemberReference reference = Reader.GetMemberReference(handle);
        if (reference.Parent.Kind == HandleKind.MethodDefinition)
            return ResolveMethod(reference.Parent, context);
        string name = Reader.GetString(reference.Name);
        ConcreteType owner = ResolveType(reference.Parent, context);
        if (owner is MultiDimensionalArrayType)
            throw new UnsupportedConstructException($"an array of more than one dimension ({owner})");
        for (DefinedType? type = owner as DefinedType ?? owner.BaseType; type is not null; type = type.BaseType)
        {
            GenericContext signatureContext = new(type.TypeArguments, SignatureComparison.Placeholders(Context));
            MethodSignature<ConcreteType> signature = reference.DecodeMethodSignature(Context.SignatureDecoder, signatureContext);
            if (type.FindMethod(name, signature) is { } method)
                return methodArguments.IsEmpty ? method : type.GetMethod(method.Handle, methodArguments);
        }

        throw new TypeSystemException($"{owner} has no method {name} with the signature that {Name} refers to");
    }

    private DefinedType ResolveTypeReference(TypeReferenceHandle handle, ImmutableArray<ConcreteType> arguments)
    {
        (MetadataModule module, TypeDefinitionHandle definition) = ResolveTypeReference(handle);
        return module.GetDefinedType(definition, arguments);
    }

    private (MetadataModule Module, TypeDefinitionHandle Handle) ResolveTypeReference(TypeReferenceHandle handle)
    {
        TypeReference reference = Reader.GetTypeReference(handle);
        string name = Reader.GetString(reference.Name);
        string fullName = JoinName(Reader.GetString(reference.Namespace), name);
        switch (reference.ResolutionScope.Kind)
        {
            case HandleKind.TypeReference:
                (MetadataModule module, TypeDefinitionHandle outer) =
                    ResolveTypeReference((TypeReferenceHandle)reference.ResolutionScope);
                return module.FindTypeDefinition(module.GetMetadataName(outer) + "+" + name) ?? throw NotFound(fullName);
            case HandleKind.AssemblyReference:
                return GetReferencedModule((AssemblyReferenceHandle)reference.ResolutionScope).FindTypeDefinition(fullName)
                    ?? throw NotFound(fullName);
            default:
                return FindTypeDefinition(fullName) ?? throw NotFound(fullName);
        }
    }

    private TypeSystemException NotFound(string typeName) => new($"type {typeName}, which {Name} refers to, can't be found");
}

/// <summary>A construct of .NET that the compiler does not support, met while metadata was read.</summary>
public sealed class UnsupportedConstructException(string construct) : Exception(construct);
