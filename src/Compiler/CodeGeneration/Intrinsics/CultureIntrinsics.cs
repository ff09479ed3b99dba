// Cultures don't exist: text is compared and changed ordinally. What asks for a culture at run time is a panic.

namespace Xv6.Compiler.CodeGeneration.Intrinsics;

internal static class CultureIntrinsics
{
    private const string Message = "NotSupportedException: there are no cultures; use StringComparison.Ordinal";

    public static void AddTo(Dictionary<string, Action<IntrinsicCall>> table)
    {
        table["System.Globalization.GlobalizationMode::get_Invariant"] = static call => call.Return(call.Generator.Boolean(true));
        table["System.Globalization.GlobalizationMode::get_UseNls"] = static call => call.Return(call.Generator.Boolean(false));
        foreach (string name in (string[])["get_CurrentCulture", "get_CurrentUICulture", "get_InvariantCulture", "get_CompareInfo", "get_TextInfo"])
            table["System.Globalization.CultureInfo::" + name] = Panic;
        foreach (string name in (string[])["Compare", "IsPrefix", "IsSuffix", "IndexOf", "LastIndexOf", "GetHashCode"])
            table["System.Globalization.CompareInfo::" + name] = Panic;
    }

    // The code behind the panic is dead, but has to be generated: it gets a value that is never used.
    private static void Panic(IntrinsicCall call)
    {
        call.Generator.Panic(Message);
        call.Generator.Ir.StartBlock(call.Generator.Ir.NewLabel());
        if (!call.Method.ReturnType.IsVoid)
            call.Return(call.Generator.Zero(call.Method.ReturnType));
    }
}
