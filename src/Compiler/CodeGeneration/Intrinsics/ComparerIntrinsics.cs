// EqualityComparer<T>.Default and Comparer<T>.Default: CoreCLR chooses their class by reflection, we at compile time.

using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Intrinsics;

internal static class ComparerIntrinsics
{
    private const string Collections = "System.Collections.Generic.";

    public static void AddTo(Dictionary<string, Action<IntrinsicCall>> table)
    {
        table[Collections + "EqualityComparer`1::get_Default"] = static call =>
            Return(call, Choose(call, "System.IEquatable`1", "EqualityComparer`1"));
        table[Collections + "Comparer`1::get_Default"] = static call =>
            Return(call, Choose(call, "System.IComparable`1", "Comparer`1"));
    }

    private static void Return(IntrinsicCall call, DefinedType type) =>
        call.Return(call.Generator.FrozenObject(type));

    private static DefinedType Choose(IntrinsicCall call, string interfaceName, string suffix)
    {
        ConcreteType type = call.OwnerArgument();
        WellKnownTypes wellKnown = call.Generator.WellKnown;
        if (type.IsAssignableTo(wellKnown.GetGeneric(interfaceName, type)))
            return wellKnown.GetGeneric($"{Collections}Generic{suffix}", type);
        if (type is DefinedType { IsNullable: true } nullable)
            return wellKnown.GetGeneric($"{Collections}Nullable{suffix}", nullable.TypeArguments[0]);
        if (type is DefinedType { IsEnum: true })
            return wellKnown.GetGeneric($"{Collections}Enum{suffix}", type);
        return wellKnown.GetGeneric($"{Collections}Object{suffix}", type);
    }
}
