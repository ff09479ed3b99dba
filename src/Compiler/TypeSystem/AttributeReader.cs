// Custom attributes of a type, method or field.

using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Xv6.Compiler.TypeSystem;

/// <summary>Finds attributes by the full name of their type and decodes their arguments.</summary>
public sealed class AttributeReader
{
    private readonly MetadataModule _module;
    private readonly List<(string Name, CustomAttribute Attribute)> _attributes = [];

    internal AttributeReader(MetadataModule module, CustomAttributeHandleCollection handles)
    {
        _module = module;
        foreach (CustomAttributeHandle handle in handles)
        {
            CustomAttribute attribute = module.Reader.GetCustomAttribute(handle);
            _attributes.Add((GetTypeName(attribute.Constructor), attribute));
        }
    }

    public bool Has(string fullName) => _attributes.Any(attribute => attribute.Name == fullName);

    /// <summary>The constructor's arguments of each attribute of that type: strings, boxed primitives, enums as their underlying type.</summary>
    public IEnumerable<ImmutableArray<object?>> GetArguments(string fullName) => _attributes
        .Where(attribute => attribute.Name == fullName)
        .Select(attribute => attribute.Attribute.DecodeValue(new ValueDecoder(_module)))
        .Select(value => value.FixedArguments.Select(argument => argument.Value).ToImmutableArray());

    private string GetTypeName(EntityHandle constructor)
    {
        MetadataReader reader = _module.Reader;
        if (constructor.Kind == HandleKind.MethodDefinition)
            return _module.GetMetadataName(reader.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType());
        EntityHandle parent = reader.GetMemberReference((MemberReferenceHandle)constructor).Parent;
        switch (parent.Kind)
        {
            case HandleKind.TypeReference:
                TypeReference reference = reader.GetTypeReference((TypeReferenceHandle)parent);
                return $"{reader.GetString(reference.Namespace)}.{reader.GetString(reference.Name)}";
            case HandleKind.TypeDefinition:
                return _module.GetMetadataName((TypeDefinitionHandle)parent);
            default:
                return "";
        }
    }

    private sealed class ValueDecoder(MetadataModule module) : ICustomAttributeTypeProvider<ConcreteType>
    {
        private readonly TypeSystemContext _context = module.Context;

        public ConcreteType GetPrimitiveType(PrimitiveTypeCode typeCode) => _context.SignatureDecoder.GetPrimitiveType(typeCode);

        public ConcreteType GetSystemType() => _context.WellKnown.Type;

        public ConcreteType GetSZArrayType(ConcreteType elementType) => elementType.MakeArray();

        public ConcreteType GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
            module.ResolveDefinition(handle, []);

        public ConcreteType GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
            module.ResolveDefinition(handle, []);

        public ConcreteType GetTypeFromSerializedName(string name) =>
            _context.FindType(name.Split(',')[0]) ?? throw new TypeSystemException($"type {name} can't be found");

        public PrimitiveTypeCode GetUnderlyingEnumType(ConcreteType type) =>
            Enum.Parse<PrimitiveTypeCode>(type.Primitive.ToString());

        public bool IsSystemType(ConcreteType type) => ReferenceEquals(type, _context.WellKnown.Type);
    }
}
