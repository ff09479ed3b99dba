// There is one culture, the invariant one, as on .NET with InvariantGlobalization: text is compared ordinally.
//
// Its objects are never asked for data, so they are made without running their constructors.

using Xv6.Compiler.CodeGeneration.Instructions;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Intrinsics;

internal static class CultureIntrinsics
{
    public static void AddTo(Dictionary<string, Action<IntrinsicCall>> table)
    {
        table["System.Globalization.GlobalizationMode::get_Invariant"] =
            table["System.Globalization.GlobalizationMode::get_InvariantNoLoad"] = static call => call.Return(call.Generator.Boolean(true));
        table["System.Globalization.GlobalizationMode::get_UseNls"] = static call => call.Return(call.Generator.Boolean(false));
        foreach (string name in (string[])["get_CurrentCulture", "get_CurrentUICulture", "get_InvariantCulture", "get_CompareInfo", "get_TextInfo"])
        {
            table["System.Globalization.CultureInfo::" + name] = static call =>
                call.Return(call.Generator.FrozenObject((DefinedType)call.Method.ReturnType));
        }

        // What a number format says is in its constructor.
        table["System.Globalization.NumberFormatInfo::get_CurrentInfo"] = NewNumberFormat;
        table["System.Globalization.NumberFormatInfo::get_InvariantInfo"] = NewNumberFormat;
        table["System.Globalization.NumberFormatInfo::GetInstance"] = NewNumberFormat;
        table["System.Globalization.CultureInfo::get_NumberFormat"] = NewNumberFormat;
    }

    private static void NewNumberFormat(IntrinsicCall call)
    {
        var type = (DefinedType)call.Method.ReturnType;
        MethodInstance constructor = type.FindMethods(".ctor").First(method => method.Signature.ParameterTypes.IsEmpty);
        call.Return(ObjectInstructions.New(call.Generator, constructor, []));
    }
}
