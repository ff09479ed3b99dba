// The result of generating one method.

using Xv6.Compiler.Reachability;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration;

/// <summary>A method's code and what it needs.</summary>
/// <param name="Text">Its LLVM definition, or "" if it has none (imports, or after an error).</param>
/// <param name="ConstantResult">The value it always returns, if it does nothing else.</param>
internal sealed record GeneratedMethod(MethodInstance Method, string Text, MethodDependencies Needs, long? ConstantResult);
