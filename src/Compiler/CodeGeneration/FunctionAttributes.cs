// The LLVM attributes of each function.

using System.Reflection;
using Xv6.Compiler.IntermediateLanguage;
using Xv6.Compiler.TypeSystem;
using MethodBody = Xv6.Compiler.IntermediateLanguage.MethodBody;

namespace Xv6.Compiler.CodeGeneration;

internal static class FunctionAttributes
{
    /// <summary>AggressiveInlining is an order up to this many bytes of IL, and a hint beyond.</summary>
    private const int AlwaysInlineLimit = 256;

    /// <summary>
    /// Methods of this few LLVM instructions and no branch (properties, conversions, constructors of small structs) take less room in
    /// their callers than a call of them. An order to inline is carried out before any optimisation, which saves LLVM a fifth of its
    /// work over finding that out for each call.
    /// </summary>
    private const int TrivialLength = 20;

    /// <summary>These are what LLVM makes of loops that copy or fill: their own loops must stay loops.</summary>
    private static readonly HashSet<string> s_memoryRoutines = ["memcpy", "memmove", "memset", "memcmp", "bcmp"];

    public static string For(CompilationSession session, MethodInstance method, MethodBody body, FunctionBuilder code)
    {
        string attributes = Common(session.Options);
        MethodImplAttributes implementation = method.ImplementationAttributes;
        if (method.HasAttribute(CompilerAttributes.KeepFrame))
            attributes += " noinline nomerge \"disable-tail-calls\"=\"true\"";
        else if ((implementation & MethodImplAttributes.NoInlining) != 0)
            attributes += " noinline";
        else if ((implementation & MethodImplAttributes.AggressiveInlining) != 0)
            attributes += body.Code.Length <= AlwaysInlineLimit ? " alwaysinline" : " inlinehint";
        else if (code.IsStraight && code.InstructionCount <= TrivialLength && !session.IsExternallyVisible(method))
            attributes += " alwaysinline";
        if (session.GetExportedSymbol(method) is { } symbol && s_memoryRoutines.Contains(symbol))
            attributes += " \"no-builtins\" noinline";
        return attributes;
    }

    /// <summary>Attributes that every function has.</summary>
    public static string Common(CompilationOptions options) => options.Target == CompilationTarget.Kernel
        ? "nounwind null_pointer_is_valid \"frame-pointer\"=\"all\""
        : "nounwind null_pointer_is_valid";
}
