// Virtual methods whose IL works by reflection: the compiler provides them, or a panic in their place.

using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Reachability;

internal static class RuntimeMethods
{
    /// <summary>The method's IL is not compiled when a slot refers to it.</summary>
    public static bool IsProvided(MethodInstance method) => method.Module.IsCoreLibrary && method.DefinitionName is
        "System.Object::ToString" or "System.Object::GetHashCode" or "System.Object::Equals" or "System.Object::Finalize"
        or "System.ValueType::Equals" or "System.ValueType::GetHashCode" or "System.ValueType::ToString"
        or "System.Enum::Equals" or "System.Enum::GetHashCode" or "System.Enum::ToString" or "System.Enum::CompareTo"
        or "System.Enum::System.ISpanFormattable.TryFormat";
}
