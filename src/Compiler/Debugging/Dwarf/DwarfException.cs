// What is wrong with debug information that can't be read.

namespace Xv6.Compiler.Debugging.Dwarf;

/// <summary>The debug sections have a form that the compiler doesn't ask LLVM for.</summary>
public sealed class DwarfException(string message) : Exception(message);
