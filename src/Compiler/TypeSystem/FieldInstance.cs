// A field of a concrete type.

using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;

namespace Xv6.Compiler.TypeSystem;

/// <summary>A field; interned, one for each field of each concrete type.</summary>
public sealed class FieldInstance
{
    private readonly FieldDefinition _definition;
    private ConcreteType? _type;
    private AttributeReader? _attributes;

    internal FieldInstance(DefinedType owner, FieldDefinitionHandle handle, int index)
    {
        Owner = owner;
        Handle = handle;
        Index = index;
        _definition = owner.Module.Reader.GetFieldDefinition(handle);
        Name = owner.Module.Reader.GetString(_definition.Name);
    }

    public DefinedType Owner { get; }

    public FieldDefinitionHandle Handle { get; }

    /// <summary>Position among the fields of its definition.</summary>
    public int Index { get; }

    public string Name { get; }

    public ConcreteType Type =>
        _type ??= _definition.DecodeSignature(Owner.Context.SignatureDecoder, Owner.GenericContext);

    public bool IsStatic => (_definition.Attributes & FieldAttributes.Static) != 0;

    public bool IsReadOnly => (_definition.Attributes & FieldAttributes.InitOnly) != 0;

    /// <summary>A <c>const</c>: it has no storage.</summary>
    public bool IsLiteral => (_definition.Attributes & FieldAttributes.Literal) != 0;

    /// <summary>The field's initial bytes are in the image: array and span literals.</summary>
    public bool HasData => (_definition.Attributes & FieldAttributes.HasFieldRVA) != 0;

    /// <summary>The offset in bytes from the start of the struct, or of the object's header.</summary>
    public int Offset => Owner.Layout.GetOffset(this);

    /// <summary>The offset that <c>[FieldOffset]</c> gives, or -1.</summary>
    internal int DeclaredOffset => _definition.GetOffset();

    /// <summary>The field's initial bytes, for a field with <see cref="HasData"/>.</summary>
    public ImmutableArray<byte> Data => Owner.Module.GetData(_definition.GetRelativeVirtualAddress(), Type.Size);

    public AttributeReader CustomAttributes =>
        _attributes ??= new AttributeReader(Owner.Module, _definition.GetCustomAttributes());

    /// <summary>Each thread has its own: <c>[ThreadStatic]</c>.</summary>
    public bool IsThreadStatic => IsStatic && CustomAttributes.Has("System.ThreadStaticAttribute");

    public string FullName => $"{Owner.Name}::{Name}";

    public override string ToString() => FullName;
}
