// Equality of method signatures, with placeholders for the generic parameters of the methods themselves.

using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Xv6.Compiler.TypeSystem;

/// <summary>Compares signatures. Types are interned, so equal signatures have identical types.</summary>
internal static class SignatureComparison
{
    /// <summary>More method type parameters than any real method has.</summary>
    private const int MaximumArity = 32;

    /// <summary>Placeholders for the parameters of any method.</summary>
    public static ImmutableArray<ConcreteType> Placeholders(TypeSystemContext context) => context.MethodParameters(MaximumArity);

    public static ImmutableArray<ConcreteType> Placeholders(TypeSystemContext context, int count) =>
        count == 0 ? [] : context.MethodParameters(MaximumArity)[..count];

    public static bool AreEqual(MethodSignature<ConcreteType> left, MethodSignature<ConcreteType> right) =>
        left.Header.IsInstance == right.Header.IsInstance
        && left.GenericParameterCount == right.GenericParameterCount
        && ReferenceEquals(left.ReturnType, right.ReturnType)
        && left.ParameterTypes.AsSpan().SequenceEqual(right.ParameterTypes.AsSpan());

    /// <summary>The same parameters; return types may differ, as in a covariant override.</summary>
    public static bool HaveEqualParameters(MethodSignature<ConcreteType> left, MethodSignature<ConcreteType> right) =>
        left.Header.IsInstance == right.Header.IsInstance
        && left.GenericParameterCount == right.GenericParameterCount
        && left.ParameterTypes.AsSpan().SequenceEqual(right.ParameterTypes.AsSpan());

    /// <summary>The method with placeholders for its own generic parameters.</summary>
    public static MethodInstance WithPlaceholders(MethodInstance method)
    {
        int arity = method.GenericArity;
        return arity == 0 ? method : method.Owner.GetMethod(method.Handle, Placeholders(method.Context, arity));
    }
}
