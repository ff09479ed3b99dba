// Every kind of error that the compiler reports, with its code.

namespace Xv6.Compiler;

/// <summary>The codes of diagnostics: <c>XC</c> and four digits.</summary>
public enum ErrorCode
{
    /// <summary>XC0001: an IL instruction that has no translation (exceptions' rethrow, varargs, typed references …).</summary>
    UnsupportedInstruction = 1,

    /// <summary>XC0002: a catch block or an exception filter. There are no exceptions: throw is a panic.</summary>
    ExceptionHandler = 2,

    /// <summary>XC0003: a method that has no IL and that the compiler doesn't know: extern, or provided by the .NET runtime.</summary>
    MethodWithoutBody = 3,

    /// <summary>XC0004: an intrinsic of the core library whose IL only calls itself, and that the compiler doesn't know.</summary>
    UnknownIntrinsic = 4,

    /// <summary>XC0005: an allocation that a root reaches, where allocation is not allowed.</summary>
    Allocation = 5,

    /// <summary>XC0006: floating point in the kernel.</summary>
    FloatingPoint = 6,

    /// <summary>XC0007: the program needs a runtime service that no [RuntimeService] method provides, or several do.</summary>
    RuntimeService = 7,

    /// <summary>XC0008: a construct of .NET that is not supported, such as arrays of several dimensions.</summary>
    UnsupportedConstruct = 8,

    /// <summary>XC0009: a [ThreadStatic] field.</summary>
    ThreadStatic = 9,

    /// <summary>XC0010: an assembly, type or member that metadata refers to is missing.</summary>
    Metadata = 10,

    /// <summary>XC0011: an attribute for the compiler that is used wrongly: two exports of a symbol, an export of a generic method …</summary>
    Attribute = 11,

    /// <summary>XC0012: the program's entry class or its Main is missing or has the wrong signature.</summary>
    EntryPoint = 12,

    /// <summary>XC0013: clang or the linker failed.</summary>
    Toolchain = 13,

    /// <summary>XC0014: reflection: a member of System.Type that can't be answered at compile time.</summary>
    Reflection = 14,

    /// <summary>XC0015 (a warning): a static constructor that the compiler could not run; it runs when the program starts.</summary>
    StaticConstructor = 15,
}

/// <summary>A construct that can't be compiled, thrown while a method's code is generated; becomes a <see cref="Diagnostic"/>.</summary>
internal sealed class CompilationErrorException(ErrorCode code, string message) : Exception(message)
{
    public ErrorCode Code { get; } = code;
}

internal static class ErrorCodes
{
    public static string Format(this ErrorCode code) => $"XC{(int)code:d4}";
}
