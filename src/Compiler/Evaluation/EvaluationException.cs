// Why code can't be evaluated at compile time.

namespace Xv6.Compiler.Evaluation;

/// <summary>
/// Evaluation met something that only the running program can do. The message completes "... is not evaluated because it".
/// </summary>
internal sealed class EvaluationException(string reason) : Exception(reason);
