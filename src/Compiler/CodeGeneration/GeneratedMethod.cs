// The result of generating one method.

using Xv6.Compiler.Reachability;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration;

/// <summary>A method's code and what it needs.</summary>
/// <param name="Definition">Its LLVM definition; null if it has none (imports, or after an error).</param>
/// <param name="ConstantResult">The value it always returns, if it does nothing else.</param>
internal sealed record GeneratedMethod(MethodInstance Method, FunctionDefinition? Definition, MethodDependencies Needs, long? ConstantResult);

/// <summary>The text of a function. Whether it is cold is known only when all methods are generated.</summary>
/// <param name="Declaration">From <c>define</c> up to the function's attributes.</param>
/// <param name="Body">From the debug information's attachment on.</param>
internal sealed record FunctionDefinition(string Declaration, string Body)
{
    public string ToText(bool isCold) => Declaration + (isCold ? " cold" : "") + Body;
}
