// Decodes metadata signatures directly into interned concrete types: substitution of generic arguments happens on the way.

using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Xv6.Compiler.TypeSystem;

/// <summary>System.Reflection.Metadata's callback for signatures.</summary>
internal sealed class SignatureDecoder(TypeSystemContext typeSystem) : ISignatureTypeProvider<ConcreteType, GenericContext>
{
    public ConcreteType GetPrimitiveType(PrimitiveTypeCode code) => code switch
    {
        PrimitiveTypeCode.Object => typeSystem.WellKnown.Object,
        PrimitiveTypeCode.String => typeSystem.WellKnown.String,
        PrimitiveTypeCode.TypedReference => typeSystem.WellKnown.TypedReference,
        _ => typeSystem.WellKnown.Get(ToKind(code)),
    };

    public ConcreteType GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        ModuleOf(reader).GetDefinedType(handle, []);

    public ConcreteType GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        ModuleOf(reader).ResolveDefinition(handle, []);

    public ConcreteType GetTypeFromSpecification(
        MetadataReader reader, GenericContext context, TypeSpecificationHandle handle, byte rawTypeKind) =>
        ModuleOf(reader).ResolveType(handle, context);

    // A generic type arrives as its definition without arguments, which only serves to find the definition again.
    public ConcreteType GetGenericInstantiation(ConcreteType genericType, ImmutableArray<ConcreteType> typeArguments)
    {
        var definition = (DefinedType)genericType;
        return definition.Module.GetDefinedType(definition.Handle, typeArguments);
    }

    public ConcreteType GetGenericTypeParameter(GenericContext context, int index) =>
        index < context.TypeArguments.Length
            ? context.TypeArguments[index]
            : throw new TypeSystemException($"generic type parameter {index} is not bound");

    public ConcreteType GetGenericMethodParameter(GenericContext context, int index) =>
        index < context.MethodArguments.Length
            ? context.MethodArguments[index]
            : throw new TypeSystemException($"generic method parameter {index} is not bound");

    public ConcreteType GetArrayType(ConcreteType elementType, ArrayShape shape) =>
        typeSystem.GetMultiDimensionalArray(elementType, shape.Rank);

    public ConcreteType GetSZArrayType(ConcreteType elementType) => elementType.MakeArray();

    public ConcreteType GetByReferenceType(ConcreteType elementType) => elementType.MakeByReference();

    public ConcreteType GetPointerType(ConcreteType elementType) => elementType.MakePointer();

    public ConcreteType GetFunctionPointerType(MethodSignature<ConcreteType> signature) => typeSystem.GetFunctionPointer(signature);

    public ConcreteType GetModifiedType(ConcreteType modifier, ConcreteType unmodifiedType, bool isRequired) => unmodifiedType;

    public ConcreteType GetPinnedType(ConcreteType elementType) => elementType;

    private static PrimitiveKind ToKind(PrimitiveTypeCode code) => code switch
    {
        PrimitiveTypeCode.Void => PrimitiveKind.Void,
        PrimitiveTypeCode.Boolean => PrimitiveKind.Boolean,
        PrimitiveTypeCode.Char => PrimitiveKind.Char,
        PrimitiveTypeCode.SByte => PrimitiveKind.SByte,
        PrimitiveTypeCode.Byte => PrimitiveKind.Byte,
        PrimitiveTypeCode.Int16 => PrimitiveKind.Int16,
        PrimitiveTypeCode.UInt16 => PrimitiveKind.UInt16,
        PrimitiveTypeCode.Int32 => PrimitiveKind.Int32,
        PrimitiveTypeCode.UInt32 => PrimitiveKind.UInt32,
        PrimitiveTypeCode.Int64 => PrimitiveKind.Int64,
        PrimitiveTypeCode.UInt64 => PrimitiveKind.UInt64,
        PrimitiveTypeCode.Single => PrimitiveKind.Single,
        PrimitiveTypeCode.Double => PrimitiveKind.Double,
        PrimitiveTypeCode.IntPtr => PrimitiveKind.NativeInt,
        PrimitiveTypeCode.UIntPtr => PrimitiveKind.NativeUInt,
        _ => throw new TypeSystemException($"{code} is not a primitive type"),
    };

    private MetadataModule ModuleOf(MetadataReader reader) => typeSystem.ModuleOf(reader);
}
