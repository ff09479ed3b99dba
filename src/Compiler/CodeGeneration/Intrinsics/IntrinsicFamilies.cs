// Intrinsics that are recognised by a rule instead of by name.

using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Intrinsics;

internal static class IntrinsicFamilies
{
    public static Action<IntrinsicCall>? Find(MethodInstance method)
    {
        if (method.Name is "get_IsSupported" or "get_IsHardwareAccelerated" && IsVectorType(method.Owner))
            return static call => call.Return(call.Generator.Boolean(false));
        // Texts of the core library's exceptions: resources don't exist here.
        if (method.Owner.MetadataName == "System.SR" && ReferenceEquals(method.ReturnType, method.Context.WellKnown.String))
            return static call => call.Return(call.Generator.Null(call.Method.ReturnType));
        if (method.Owner.MetadataName == "System.ThrowHelper" && method.Name.StartsWith("Throw", StringComparison.Ordinal)
            && method.ReturnType.IsVoid && method.Name.Contains("Exception", StringComparison.Ordinal))
            return ThrowByName;
        return null;
    }

    private static bool IsVectorType(DefinedType type) => type.Namespace.StartsWith("System.Runtime.Intrinsics", StringComparison.Ordinal)
        || type.MetadataName.StartsWith("System.Numerics.Vector", StringComparison.Ordinal);

    // The exception's type is part of the helper's name: ThrowArgumentOutOfRange_IndexMustBeLessException. The code behind the call is dead.
    private static void ThrowByName(IntrinsicCall call)
    {
        string name = call.Method.Name["Throw".Length..];
        int underscore = name.IndexOf('_', StringComparison.Ordinal);
        string exception = underscore < 0 ? name : name[..underscore];
        if (!exception.EndsWith("Exception", StringComparison.Ordinal))
            exception += "Exception";
        string passed = call.Generator.Ir.NewLabel();
        call.Generator.Panic(exception);
        call.Generator.Ir.StartBlock(passed);
    }
}
