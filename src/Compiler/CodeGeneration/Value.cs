// A value on IL's evaluation stack.

using System.Collections.Immutable;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration;

/// <summary>
/// A value during code generation. Small integers are widened to i32 as IL demands; references, pointers and managed references are
/// <c>ptr</c>, and a native integer may be either <c>i64</c> or <c>ptr</c>. A value never changes: in Memory form, nothing writes to
/// the memory at its address any more.
/// </summary>
internal sealed record Value
{
    /// <summary>The static type. What it says of references is a hint after control flow has merged.</summary>
    public required ConcreteType Type { get; init; }

    public ValueForm Form { get; init; }

    /// <summary>The LLVM type of a scalar: i32, i64, ptr, float or double.</summary>
    public string Ir { get; init; } = "";

    /// <summary>The LLVM operand of a scalar; the address of a value in Memory form.</summary>
    public string Text { get; init; } = "";

    /// <summary>The LLVM operands of a struct in Leaves form, each of its leaf's type in memory.</summary>
    public ImmutableArray<string> Leaves { get; init; } = [];

    /// <summary>The value of an integer that is known at compile time.</summary>
    public long? Constant { get; init; }

    /// <summary>What else is known: the type, method, field or string that a token or literal means, a <see cref="PendingBox"/>, or an evaluated object.</summary>
    public object? Known { get; init; }

    /// <summary>A reference that can't be null.</summary>
    public bool IsNonNull { get; init; }

    /// <summary>The object is of exactly the static type, not of a derived one.</summary>
    public bool IsExact { get; init; }

    public bool IsPointer => Ir == "ptr";

    public bool IsFloat => Ir is "float" or "double";

    public bool IsNullConstant => IsPointer && Text == "null";
}

/// <summary>A value type that was boxed but whose object may not be needed: it is made when something other than a test consumes it.</summary>
internal sealed record PendingBox(Value Content);

/// <summary>A new exception object. It is never made: only its type and message matter, to the panic that a throw is.</summary>
internal sealed record PendingException(DefinedType Type, string? Message);
