// What source code tells the xv6# compiler.
//
// Every method that carries one of these attributes also has an ordinary C# body: on CoreCLR, where the tests run, the body is what
// executes; the xv6# compiler replaces it by what the attribute says.

namespace Xv6.Machine.Compilation;

/// <summary>The method is emitted under this ELF symbol with the C calling convention (static; scalar and pointer parameters), and is a root of the compilation.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ExportAttribute(string symbol) : Attribute
{
    public string Symbol { get; } = symbol;
}

/// <summary>A call of the method is a call, in the C calling convention, of an ELF symbol that assembly defines. The body is the host's emulation.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ImportAttribute(string symbol) : Attribute
{
    public string Symbol { get; } = symbol;
}

/// <summary>
/// A call of the method is one inline assembly statement, in LLVM's template and constraint syntax: parameters are the inputs in order;
/// the return value (void, a scalar, an object reference, or a struct of up to four scalars for several outputs) is the output.
/// It is always emitted as having side effects. The body is the host's emulation.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InlineAssemblyAttribute(string template, string constraints) : Attribute
{
    public string Template { get; } = template;

    public string Constraints { get; } = constraints;
}

/// <summary>The compiler knows this method by its full name and generates the code for it itself. The body is the host's emulation.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class IntrinsicAttribute : Attribute;

/// <summary>
/// The method stands in for a method of the base class library. Parameters must match (an instance method's <c>this</c> becomes a
/// first parameter; generic parameters of type and method are concatenated).
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ReplacesAttribute(string typeName, string methodName) : Attribute
{
    /// <summary>Full metadata name, such as <c>System.SpanHelpers</c> or <c>System.Span`1</c>.</summary>
    public string TypeName { get; } = typeName;

    public string MethodName { get; } = methodName;
}

/// <summary>A service that compiled code needs from the program it is part of.</summary>
public enum RuntimeService
{
    /// <summary><c>static nuint Allocate(nuint size)</c>: zeroed memory, aligned to 16 bytes; never returns on failure.</summary>
    Allocate,

    /// <summary>
    /// <c>static void Panic(byte* message, byte* file, int line)</c> (zero-terminated UTF-8): a throw, a failed check, a failed cast.
    /// Never returns.
    /// </summary>
    Panic,

    /// <summary><c>static double FloatRemainder(double dividend, double divisor)</c>: <c>%</c> for floating point.</summary>
    FloatRemainder,
}

/// <summary>The method provides a <see cref="RuntimeService"/>. Exactly one method of the compiled assemblies does so for each service used.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RuntimeServiceAttribute(RuntimeService service) : Attribute
{
    public RuntimeService Service { get; } = service;
}

/// <summary>
/// Where allocation is a build error (the kernel), this method and what it calls may allocate all the same: it runs once, at boot,
/// or it is a pool that reserves memory for objects of one type.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor)]
public sealed class MayAllocateAttribute : Attribute;

/// <summary>The method is never inlined and never merged, so that a debugger or a backtrace always finds it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KeepFrameAttribute : Attribute;
