// The root of the type hierarchy: a type without open generic parameters.
//
// Types are interned: two ConcreteType references are the same object exactly if they denote the same type, so == is type identity.
// The one exception to "no open parameters" is GenericParameterType, which stands for a method's own generic parameters while
// signatures are compared.

using Xv6.Compiler.Layout;

namespace Xv6.Compiler.TypeSystem;

/// <summary>A type as compiled code sees it: every generic parameter is bound.</summary>
public abstract class ConcreteType
{
    private ArrayType? _array;
    private ByReferenceType? _byReference;
    private PointerType? _pointer;

    private protected ConcreteType(TypeSystemContext context) => Context = context;

    public TypeSystemContext Context { get; }

    /// <summary>The full, readable and unique name in C#'s notation, such as <c>System.Span&lt;byte&gt;</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Structs, enums and primitives: values are stored in place.</summary>
    public virtual bool IsValueType => false;

    /// <summary>Values are object references (classes, interfaces, arrays).</summary>
    public virtual bool IsObjectReference => false;

    public virtual bool IsInterface => false;

    /// <summary>Nothing can derive from the type.</summary>
    public virtual bool IsSealed => true;

    /// <summary>What primitive's values the type has; enums answer with their underlying type, other structs with None.</summary>
    public virtual PrimitiveKind Primitive => PrimitiveKind.None;

    /// <summary>The class this one derives from: null for interfaces, pointers and System.Object.</summary>
    public virtual DefinedType? BaseType => null;

    /// <summary>All interfaces, inherited ones included.</summary>
    public virtual IReadOnlyList<DefinedType> AllInterfaces => [];

    /// <summary>The size of a variable of this type in bytes.</summary>
    public virtual int Size => TypeSystemContext.PointerSize;

    /// <summary>The alignment of a variable of this type in bytes.</summary>
    public virtual int Alignment => TypeSystemContext.PointerSize;

    /// <summary>The type or a field of it, at any depth, is an object reference or a managed reference.</summary>
    public virtual bool ContainsReferences => IsObjectReference;

    public bool IsVoid => Primitive == PrimitiveKind.Void;

    public ArrayType MakeArray() => _array ??= new ArrayType(this);

    public ByReferenceType MakeByReference() => _byReference ??= new ByReferenceType(this);

    public PointerType MakePointer() => _pointer ??= new PointerType(this);

    /// <summary>Whether a reference of this type can be used as one of <paramref name="target"/>, by C#'s rules (variance included).</summary>
    public bool IsAssignableTo(ConcreteType target) => Assignability.IsAssignable(this, target);

    public sealed override string ToString() => Name;
}
