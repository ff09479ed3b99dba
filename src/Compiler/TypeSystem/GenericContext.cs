// What generic parameters are bound to while a signature or an instruction's operand is decoded.

using System.Collections.Immutable;

namespace Xv6.Compiler.TypeSystem;

/// <summary>The type arguments of a type and of a method.</summary>
public readonly record struct GenericContext(ImmutableArray<ConcreteType> TypeArguments, ImmutableArray<ConcreteType> MethodArguments)
{
    public static GenericContext Empty { get; } = new([], []);
}

/// <summary>A key for interning: a metadata handle and type arguments, compared element by element.</summary>
internal readonly struct InstantiationKey<THandle>(THandle handle, ImmutableArray<ConcreteType> arguments)
    : IEquatable<InstantiationKey<THandle>>
    where THandle : IEquatable<THandle>
{
    private readonly THandle _handle = handle;
    private readonly ImmutableArray<ConcreteType> _arguments = arguments;

    public bool Equals(InstantiationKey<THandle> other) =>
        _handle.Equals(other._handle) && _arguments.AsSpan().SequenceEqual(other._arguments.AsSpan());

    public override bool Equals(object? obj) => obj is InstantiationKey<THandle> other && Equals(other);

    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(_handle);
        foreach (ConcreteType argument in _arguments)
            hash.Add(argument);
        return hash.ToHashCode();
    }
}
