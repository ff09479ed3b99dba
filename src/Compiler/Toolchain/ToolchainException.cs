// The one way in which the toolchain reports failure.

namespace Xv6.Compiler.Toolchain;

/// <summary>LLVM is missing, or one of its tools failed. The message is complete: it is meant to be shown as it is.</summary>
public sealed class ToolchainException(string message) : Exception(message);
