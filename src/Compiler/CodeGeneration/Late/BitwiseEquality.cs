// When two values are equal exactly if their bytes are.

using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Late;

internal static class BitwiseEquality
{
    /// <summary>The type has no padding and contains only integers, pointers and other such types that don't define equality.</summary>
    public static bool Applies(ConcreteType type) => type switch
    {
        { Primitive: not PrimitiveKind.None } => !type.Primitive.IsFloat(),
        PointerType or FunctionPointerType => true,
        DefinedType { IsValueType: true } definition => definition.InstanceFields.Sum(item => item.Type.Size) == type.Size
            && definition.InstanceFields.All(item => Applies(item.Type))
            && !definition.FindMethods("Equals").Any(method => method.IsVirtual),
        _ => false,
    };
}
