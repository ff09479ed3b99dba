// What code generation tells whoever writes debug information. The implementation is in Debugging/.
//
// Methods are generated one at a time and one after the other: BeginMethod, then any number of GetLocation, DeclareVariable and
// DescribeParameter, then EndMethod. A method may be begun and abandoned (EndMethod with isKept = false) when its code turns out not to be needed.

using System.Text;
using Xv6.Compiler.IntermediateLanguage;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration;

/// <summary>Receives methods, lines and variables; writes LLVM debug metadata.</summary>
public interface IDebugInformation
{
    /// <summary>Starts a method.</summary>
    /// <param name="method">The method; <c>method.Body.Symbols</c> has its lines, or is null.</param>
    /// <param name="symbol">Its ELF symbol.</param>
    /// <returns>What follows the attributes in the function's <c>define</c> line, such as <c> !dbg !12</c>, or "".</returns>
    string BeginMethod(MethodInstance method, string symbol);

    /// <summary>What follows each instruction generated from the IL at an offset, such as <c>, !dbg !34</c>, or "".</summary>
    string GetLocation(int offset);

    /// <summary>A parameter or named local has its storage at an address (an alloca, or what a large struct is passed by).</summary>
    /// <returns>Lines of IR that say so (<c>#dbg_declare(…)</c>), without line breaks.</returns>
    IEnumerable<string> DeclareVariable(DebugVariable variable, string address);

    /// <summary>A parameter that never changes consists of values.</summary>
    /// <returns>Lines of IR that say so (<c>#dbg_value(…)</c>), without line breaks.</returns>
    IEnumerable<string> DescribeParameter(DebugVariable variable, IEnumerable<DebugPart> parts);

    void EndMethod(bool isKept);

    /// <summary>What follows the definition of a global, such as <c>, !dbg !56</c>, or "".</summary>
    /// <param name="isObject">The global is the object that the static field refers to, not the field's own storage.</param>
    string DescribeStaticField(FieldInstance field, bool isObject);

    /// <summary>Appends the module's metadata, after all functions.</summary>
    void WriteModule(StringBuilder module);
}

/// <summary>A parameter or local of the method being generated.</summary>
/// <param name="ArgumentNumber">From 1 for parameters (<c>this</c> is the first); 0 for locals.</param>
/// <param name="Symbol">A local's name and scope; null for parameters.</param>
public readonly record struct DebugVariable(string Name, ConcreteType Type, int ArgumentNumber, LocalSymbol? Symbol);

/// <summary>Some of a variable's bytes are an LLVM value.</summary>
/// <param name="Value">The value with its type, such as <c>i32 %a0</c>.</param>
/// <param name="Offset">Where in the variable, in bytes.</param>
/// <param name="Size">How many bytes.</param>
public readonly record struct DebugPart(string Value, int Offset, int Size);

/// <summary>No debug information.</summary>
public sealed class NoDebugInformation : IDebugInformation
{
    public string BeginMethod(MethodInstance method, string symbol) => "";

    public string GetLocation(int offset) => "";

    public IEnumerable<string> DeclareVariable(DebugVariable variable, string address) => [];

    public IEnumerable<string> DescribeParameter(DebugVariable variable, IEnumerable<DebugPart> parts) => [];

    public void EndMethod(bool isKept)
    {
    }

    public string DescribeStaticField(FieldInstance field, bool isObject) => "";

    public void WriteModule(StringBuilder module)
    {
    }
}
