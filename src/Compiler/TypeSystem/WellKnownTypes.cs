// The types of the core library that the compiler itself refers to.

namespace Xv6.Compiler.TypeSystem;

/// <summary>Core library types by role.</summary>
public sealed class WellKnownTypes
{
    private readonly TypeSystemContext _context;
    private readonly DefinedType?[] _primitives = new DefinedType?[(int)PrimitiveKind.Double + 1];
    private readonly Dictionary<string, DefinedType> _types = [];

    internal WellKnownTypes(TypeSystemContext context) => _context = context;

    public DefinedType Object => Get("System.Object");

    public DefinedType String => Get("System.String");

    public DefinedType Array => Get("System.Array");

    public DefinedType Delegate => Get("System.Delegate");

    public DefinedType MulticastDelegate => Get("System.MulticastDelegate");

    public DefinedType Exception => Get("System.Exception");

    public DefinedType ValueType => Get("System.ValueType");

    public DefinedType Enum => Get("System.Enum");

    /// <summary>System.Type.</summary>
    public DefinedType Type => Get("System.Type");

    public DefinedType RuntimeTypeHandle => Get("System.RuntimeTypeHandle");

    public DefinedType RuntimeFieldHandle => Get("System.RuntimeFieldHandle");

    public DefinedType RuntimeMethodHandle => Get("System.RuntimeMethodHandle");

    public DefinedType TypedReference => Get("System.TypedReference");

    public DefinedType Void => Get(PrimitiveKind.Void);

    public DefinedType Boolean => Get(PrimitiveKind.Boolean);

    public DefinedType Int32 => Get(PrimitiveKind.Int32);

    public DefinedType Int64 => Get(PrimitiveKind.Int64);

    public DefinedType NativeInt => Get(PrimitiveKind.NativeInt);

    public DefinedType Single => Get(PrimitiveKind.Single);

    public DefinedType Double => Get(PrimitiveKind.Double);

    /// <summary>The core library's type for a primitive.</summary>
    public DefinedType Get(PrimitiveKind kind) => _primitives[(int)kind] ??= Get("System." + kind switch
    {
        PrimitiveKind.NativeInt => "IntPtr",
        PrimitiveKind.NativeUInt => "UIntPtr",
        _ => kind.ToString(),
    });

    /// <summary>A core library type that is not generic, by its full name.</summary>
    public DefinedType Get(string fullName)
    {
        if (!_types.TryGetValue(fullName, out DefinedType? type))
            _types.Add(fullName, type = GetGeneric(fullName));
        return type;
    }

    /// <summary>An instantiation of a generic core library type, by its full metadata name.</summary>
    public DefinedType GetGeneric(string fullName, params ReadOnlySpan<ConcreteType> arguments)
    {
        (MetadataModule module, var handle) = _context.CoreLibrary.FindTypeDefinition(fullName)
            ?? throw new TypeSystemException($"the core library has no type {fullName}");
        return module.GetDefinedType(handle, [.. arguments]);
    }

    /// <summary>The generic interfaces that an array of <paramref name="element"/> implements.</summary>
    internal IEnumerable<DefinedType> GenericArrayInterfaces(ConcreteType element)
    {
        if (element is PointerType or FunctionPointerType or ByReferenceType)
            yield break;
        foreach (string name in (string[])["IEnumerable`1", "ICollection`1", "IList`1", "IReadOnlyCollection`1", "IReadOnlyList`1"])
            yield return GetGeneric("System.Collections.Generic." + name, element);
    }
}
