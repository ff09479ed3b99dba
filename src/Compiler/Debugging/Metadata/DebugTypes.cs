// Describes types for a debugger: members with their offsets, base classes, enum constants, what references point to.
//
// References to objects are pointers to a class type. Arrays and strings are structs of a length and elements without bound, so
// `print *array->Items@array->Length` shows an array's content.

using System.Reflection.Metadata;
using Xv6.Compiler.Layout;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Debugging.Metadata;

internal sealed class DebugTypes(MetadataWriter writer, DebugScopes scopes)
{
    private const int BitsOfPointer = 64;

    private readonly Dictionary<ConcreteType, string> _variables = [];
    private readonly Dictionary<ConcreteType, string> _classes = [];

    /// <summary>The type of a variable: for classes and arrays that of a reference.</summary>
    public string Of(ConcreteType type)
    {
        if (type.IsVoid)
            return "null";
        if (!_variables.TryGetValue(type, out string? node))
        {
            // A struct can contain a pointer to itself, so the name has to be there before the content.
            bool isStruct = type is DefinedType { IsValueType: true, Primitive: PrimitiveKind.None };
            _variables[type] = node = isStruct ? writer.Reserve() : Describe(type);
            if (isStruct)
                writer.Write(node, Struct((DefinedType)type));
        }

        return node;
    }

    /// <summary>The type of <c>this</c> and of other references: a pointer, so that <c>print *this</c> works.</summary>
    public string PointerTo(ConcreteType type) => Pointer("DW_TAG_pointer_type", Of(type));

    /// <summary>The type of the objects that a variable of this type refers to; for a value type the type itself.</summary>
    public string OfObject(ConcreteType type) => type.IsObjectReference ? Class(type) : Of(type);

    private string Describe(ConcreteType type) => type switch
    {
        DefinedType { IsEnum: true } enumeration => Enumeration(enumeration),
        { Primitive: not PrimitiveKind.None } => Basic(type),
        ByReferenceType reference => Pointer("DW_TAG_reference_type", Of(reference.Target)),
        PointerType pointer => Pointer("DW_TAG_pointer_type", Of(pointer.Target)),
        FunctionPointerType function => Pointer("DW_TAG_pointer_type", Function(function.Signature)),
        { IsObjectReference: true } => Pointer("DW_TAG_pointer_type", Class(type)),
        _ => Basic(type),
    };

    /// <summary>A function's type.</summary>
    public string Function(MethodSignature<ConcreteType> signature, string? receiver = null)
    {
        IEnumerable<string> parameters = signature.ParameterTypes.Select(Of);
        IEnumerable<string> all = receiver is null ? parameters : parameters.Prepend(receiver);
        return writer.Node($"!DISubroutineType(types: {writer.List(all.Prepend(Of(signature.ReturnType)))})");
    }

    private string Pointer(string tag, string target) =>
        writer.Node($"!DIDerivedType(tag: {tag}, baseType: {target}, size: {BitsOfPointer})");

    private string Basic(ConcreteType type)
    {
        // The one name by which gdb knows that 16 bits are a character.
        string name = type.Primitive == PrimitiveKind.Char ? "char16_t" : SourceNames.OfType(type);
        string encoding = type.Primitive switch
        {
            PrimitiveKind.Boolean => "DW_ATE_boolean",
            PrimitiveKind.Char => "DW_ATE_UTF",
            var kind when kind.IsFloat() => "DW_ATE_float",
            var kind when kind.IsSigned() => "DW_ATE_signed",
            _ => "DW_ATE_unsigned",
        };
        return writer.Node(
            $"!DIBasicType(name: {MetadataWriter.Quote(name)}, size: {type.Size * 8}, encoding: {encoding})");
    }

    private string Enumeration(DefinedType type)
    {
        MetadataReader reader = type.Module.Reader;
        List<string> constants = [];
        foreach (FieldInstance field in type.Fields.Where(field => field.IsLiteral))
        {
            Constant constant = reader.GetConstant(reader.GetFieldDefinition(field.Handle).GetDefaultValue());
            object value = reader.GetBlobReader(constant.Value).ReadConstant(constant.TypeCode)!;
            string unsigned = type.Primitive.IsSigned() ? "" : ", isUnsigned: true";
            constants.Add(writer.Node($"!DIEnumerator(name: {MetadataWriter.Quote(field.Name)}, value: {value}{unsigned})"));
        }

        string underlying = Basic(type.Context.WellKnown.Get(type.Primitive));
        return writer.Node(Composite("DW_TAG_enumeration_type", type, type.Size, writer.List(constants), $", baseType: {underlying}"));
    }

    private string Struct(DefinedType type)
    {
        IEnumerable<string> members = LayoutComputer.InlineArrayLength(type) is { } length
            ? [Member("items", Elements(type.InstanceFields[0].Type, length), 0, type.Size)]
            : Fields(type);
        return "distinct " + Composite("DW_TAG_structure_type", type, type.Size, writer.List(members));
    }

    /// <summary>The type of objects of a class or array type.</summary>
    private string Class(ConcreteType type)
    {
        if (_classes.TryGetValue(type, out string? node))
            return node;
        _classes[type] = node = writer.Reserve();
        DefinedType defined = type as DefinedType ?? type.BaseType!;
        string content = type switch
        {
            ArrayType array => Sequence(
                SourceNames.OfType(type), InstanceLayout.ArrayLengthOffset, array.Element, InstanceLayout.ArrayDataOffset),
            _ when ReferenceEquals(type, type.Context.WellKnown.String) =>
                Sequence(
                    "string",
                    InstanceLayout.StringLengthOffset,
                    type.Context.WellKnown.Get(PrimitiveKind.Char),
                    InstanceLayout.StringDataOffset),
            _ => "distinct "
                + Composite("DW_TAG_class_type", defined, defined.Layout.Size, writer.List(Inheritance(defined).Concat(Fields(defined)))),
        };
        writer.Write(node, content);
        return node;
    }

    private IEnumerable<string> Inheritance(DefinedType type)
    {
        if (type.BaseType is { } parent && !ReferenceEquals(parent, type.Context.WellKnown.Object))
            yield return writer.Node(
                $"!DIDerivedType(tag: DW_TAG_inheritance, scope: {_classes[type]}, baseType: {Class(parent)}, "
                + "offset: 0, flags: DIFlagPublic)");
    }

    private IEnumerable<string> Fields(DefinedType type) => type.InstanceFields
        .Select(field => Member(SourceNames.Clean(field.Name), OfField(field.Type), field.Offset, field.Type.Size))
        .ToArray();

    /// <summary>A reference in a field, such as a span's, is a pointer, so that one can ask for what follows the first element.</summary>
    private string OfField(ConcreteType type) => type is ByReferenceType reference ? PointerTo(reference.Target) : Of(type);

    private string Member(string name, string type, int offset, int size) => writer.Node(
        $"!DIDerivedType(tag: DW_TAG_member, name: {MetadataWriter.Quote(name)}, baseType: {type}, "
        + $"size: {size * 8}, offset: {offset * 8})");

    private string Sequence(string name, int lengthOffset, ConcreteType element, int offset)
    {
        string length = Member("Length", Of(element.Context.WellKnown.Int32), lengthOffset, sizeof(int));
        string items = Member("Items", Elements(element, -1), offset, 0);
        return $"distinct !DICompositeType(tag: DW_TAG_class_type, name: {MetadataWriter.Quote(name)}, size: {offset * 8}, "
            + $"elements: {writer.List([length, items])})";
    }

    private string Elements(ConcreteType element, int count)
    {
        string range = writer.List([writer.Node($"!DISubrange(count: {count})")]);
        int bits = count < 0 ? 0 : count * element.Size * 8;
        return writer.Node($"!DICompositeType(tag: DW_TAG_array_type, baseType: {Of(element)}, size: {bits}, elements: {range})");
    }

    private string Composite(string tag, DefinedType type, int size, string elements, string more = "") =>
        $"!DICompositeType(tag: {tag}, name: {MetadataWriter.Quote(SourceNames.OfType(type))}, scope: {scopes.Around(type)}, "
        + $"size: {size * 8}, elements: {elements}{more})";
}
