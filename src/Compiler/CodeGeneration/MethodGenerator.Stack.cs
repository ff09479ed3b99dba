// The evaluation stack, constants, and changes of a value's representation.

using System.Globalization;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration;

internal sealed partial class MethodGenerator
{
    public List<Value> Stack { get; } = [];

    public void Push(Value value) => Stack.Add(value);

    /// <summary>Takes the top value, as a real value: a box or object that was put off is made now.</summary>
    public Value Pop() => Materialize(PopRaw());

    /// <summary>Takes the top value, which may be a <see cref="PendingBox"/>.</summary>
    public Value PopRaw()
    {
        Value value = Stack[^1];
        Stack.RemoveAt(Stack.Count - 1);
        return value;
    }

    /// <summary>Takes the top values; the result is in the order they were pushed.</summary>
    public Value[] PopRaw(int count)
    {
        Value[] values = [.. Stack[^count..]];
        Stack.RemoveRange(Stack.Count - count, count);
        return values;
    }

    public Value Materialize(Value value) => value.Known is PendingBox box ? Box(box.Content) : value;

    public void PushInt32(int constant) => Push(Int32(constant));

    public Value Int32(int constant) => new()
    {
        Type = WellKnown.Int32,
        Ir = "i32",
        Text = constant.ToString(CultureInfo.InvariantCulture),
        Constant = constant,
    };

    public Value Int64(long constant) => new()
    {
        Type = WellKnown.Int64,
        Ir = "i64",
        Text = constant.ToString(CultureInfo.InvariantCulture),
        Constant = constant,
    };

    public Value Boolean(bool constant) => Int32(constant ? 1 : 0);

    /// <summary>An i1 as IL's boolean.</summary>
    public Value FromCondition(string condition) => Scalar(WellKnown.Int32, "i32", Ir.Emit($"zext i1 {condition} to i32"));

    public Value Null(ConcreteType? type = null) => Scalar(type ?? WellKnown.Object, "ptr", "null");

    public static Value Scalar(ConcreteType type, string ir, string text) => new() { Type = type, Ir = ir, Text = text };

    /// <summary>An integer of type i32 or i64, folded if it is known.</summary>
    public Value Integer(string ir, long constant) => ir == "i32" ? Int32((int)constant) : Int64(constant);

    /// <summary>A scalar's operand, converted to another LLVM type of the same stack kind: for i32/i64 sign-extended or truncated.</summary>
    public string As(Value value, string ir)
    {
        if (value.Ir == ir)
            return value.Text;
        if (value.Form != ValueForm.Scalar)
            throw new CompilationErrorException(ErrorCode.UnsupportedInstruction, $"a {value.Type} where {ir} is expected");
        if (value.Constant is { } constant && ir[0] == 'i')
            return Truncate(constant, ir).ToString(CultureInfo.InvariantCulture);
        return (value.Ir, ir) switch
        {
            ("ptr", "i64") => value.IsNullConstant ? "0" : Ir.Emit($"ptrtoint ptr {value.Text} to i64"),
            ("i64", "ptr") => value.Text == "0" ? "null" : Ir.Emit($"inttoptr i64 {value.Text} to ptr"),
            ("i32", "ptr") => value.Constant == 0 ? "null" : Ir.Emit($"inttoptr i64 {As(value, "i64")} to ptr"),
            ("ptr", _) => Ir.Emit($"trunc i64 {As(value, "i64")} to {ir}"),
            ("i32", "i64") => Ir.Emit($"sext i32 {value.Text} to i64"),
            ("i64", "i32" or "i16" or "i8") or ("i32", "i16" or "i8") => Ir.Emit($"trunc {value.Ir} {value.Text} to {ir}"),
            ("float", "double") => Ir.Emit($"fpext float {value.Text} to double"),
            ("double", "float") => Ir.Emit($"fptrunc double {value.Text} to float"),
            _ => throw new CompilationErrorException(ErrorCode.UnsupportedInstruction, $"a value of type {value.Ir} where {ir} is expected"),
        };
    }

    private static long Truncate(long value, string ir) => ir switch
    {
        "i8" => (sbyte)value,
        "i16" => (short)value,
        "i32" => (int)value,
        _ => value,
    };

    public Value PopAs(string ir)
    {
        Value value = Pop();
        return value.Ir == ir
            ? value
            : value with { Ir = ir, Text = As(value, ir), Constant = value.Constant is { } constant ? Truncate(constant, ir) : null };
    }

    /// <summary>Takes the top value as an address.</summary>
    public string PopAddress() => As(Pop(), "ptr");

    public static string ZeroOf(string ir) => ir switch
    {
        "ptr" => "null",
        "float" or "double" => "0.0",
        _ => "0",
    };

    /// <summary>A value of a scalar type as it is in memory, widened for the stack.</summary>
    public Value FromStorage(Value stored)
    {
        if (stored.Form != ValueForm.Scalar || stored.Ir is not ("i8" or "i16"))
            return stored with { Type = StackType(stored.Type) };
        string extension = stored.Type.Primitive.IsSigned() ? "sext" : "zext";
        return Scalar(WellKnown.Int32, "i32", Ir.Emit($"{extension} {stored.Ir} {stored.Text} to i32"));
    }

    /// <summary>The type that values of a type have on the evaluation stack.</summary>
    public ConcreteType StackType(ConcreteType type) => type.Primitive switch
    {
        PrimitiveKind.Boolean or PrimitiveKind.Char or PrimitiveKind.SByte or PrimitiveKind.Byte or PrimitiveKind.Int16
            or PrimitiveKind.UInt16 or PrimitiveKind.Int32 or PrimitiveKind.UInt32 => WellKnown.Int32,
        PrimitiveKind.Int64 or PrimitiveKind.UInt64 => WellKnown.Int64,
        PrimitiveKind.NativeInt or PrimitiveKind.NativeUInt => WellKnown.NativeInt,
        _ => type,
    };
}
