// Arithmetic, bitwise operations and shifts without overflow checks.

using System.Globalization;
using System.Reflection.Metadata;
using Xv6.Compiler.IntermediateLanguage;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Instructions;

internal static class ArithmeticInstructions
{
    public static void AddTo(Dictionary<ILOpCode, Action<MethodGenerator, Instruction>> table)
    {
        table[ILOpCode.Add] = static (generator, _) => Add(generator);
        table[ILOpCode.Sub] = static (generator, _) => Subtract(generator);
        table[ILOpCode.Mul] = static (generator, _) => Binary(generator, "mul", "fmul", static (a, b) => a * b);
        table[ILOpCode.And] = static (generator, _) => Binary(generator, "and", null, static (a, b) => a & b);
        table[ILOpCode.Or] = static (generator, _) => Binary(generator, "or", null, static (a, b) => a | b);
        table[ILOpCode.Xor] = static (generator, _) => Binary(generator, "xor", null, static (a, b) => a ^ b);
        table[ILOpCode.Div] = static (generator, _) => Divide(generator, "sdiv", "fdiv", isSigned: true);
        table[ILOpCode.Div_un] = static (generator, _) => Divide(generator, "udiv", null, isSigned: false);
        table[ILOpCode.Rem] = static (generator, _) => Divide(generator, "srem", null, isSigned: true);
        table[ILOpCode.Rem_un] = static (generator, _) => Divide(generator, "urem", null, isSigned: false);
        table[ILOpCode.Shl] = static (generator, _) => Shift(generator, "shl");
        table[ILOpCode.Shr] = static (generator, _) => Shift(generator, "ashr");
        table[ILOpCode.Shr_un] = static (generator, _) => Shift(generator, "lshr");
        table[ILOpCode.Neg] = static (generator, _) => Negate(generator);
        table[ILOpCode.Not] = static (generator, _) => Complement(generator);
    }

    /// <summary>Takes two operands and brings them to one LLVM type: the wider one; pointers count as i64.</summary>
    public static (Value Left, Value Right, string Ir) PopOperands(MethodGenerator generator)
    {
        Value right = generator.Pop();
        Value left = generator.Pop();
        string ir = (left.Ir, right.Ir) switch
        {
            ("double", _) or (_, "double") => "double",
            ("float", _) => "float",
            ("i32", "i32") => "i32",
            _ => "i64",
        };
        return (Convert(generator, left, ir), Convert(generator, right, ir), ir);
    }

    private static Value Convert(MethodGenerator generator, Value value, string ir) => value.Ir == ir
        ? value
        : value with { Ir = ir, Text = generator.As(value, ir), Type = TypeOf(generator, value, ir) };

    private static ConcreteType TypeOf(MethodGenerator generator, Value value, string ir) => ir switch
    {
        "double" => generator.WellKnown.Double,
        "float" => generator.WellKnown.Single,
        "i32" => generator.WellKnown.Int32,
        _ => value.IsPointer || value.Type.Primitive == PrimitiveKind.NativeInt
            ? generator.WellKnown.NativeInt
            : generator.WellKnown.Int64,
    };

    private static void Add(MethodGenerator generator)
    {
        Value right = generator.Pop();
        Value left = generator.Pop();
        if (IsAddress(left) && !right.IsPointer)
        {
            PushOffset(generator, left, right, negate: false);
        }
        else if (IsAddress(right) && !left.IsPointer)
        {
            PushOffset(generator, right, left, negate: false);
        }
        else
        {
            generator.Push(left);
            generator.Push(right);
            Binary(generator, "add", "fadd", static (a, b) => a + b);
        }
    }

    private static void Subtract(MethodGenerator generator)
    {
        Value right = generator.Pop();
        Value left = generator.Pop();
        if (IsAddress(left) && !right.IsPointer)
        {
            PushOffset(generator, left, right, negate: true);
            return;
        }

        generator.Push(left);
        generator.Push(right);
        Binary(generator, "sub", "fsub", static (a, b) => a - b);
    }

    // Arithmetic on typed pointers and references keeps their provenance; a native integer that once was a pointer is just a number.
    private static bool IsAddress(Value value) => value.IsPointer && value.Type.Primitive == PrimitiveKind.None;

    private static void PushOffset(MethodGenerator generator, Value address, Value offset, bool negate)
    {
        string amount = generator.As(offset, "i64");
        if (negate)
        {
            amount = offset.Constant is { } constant
                ? unchecked(-constant).ToString(CultureInfo.InvariantCulture)
                : generator.Ir.Emit($"sub i64 0, {amount}");
        }

        generator.Push(MethodGenerator.Scalar(
            address.Type, "ptr", generator.Ir.Emit($"getelementptr i8, ptr {address.Text}, i64 {amount}")));
    }

    private static void Binary(MethodGenerator generator, string operation, string? floatOperation, Func<long, long, long> fold)
    {
        (Value left, Value right, string ir) = PopOperands(generator);
        if (left.Constant is { } a && right.Constant is { } b)
            generator.Push(generator.Integer(ir, fold(a, b)));
        else
            PushResult(generator, left, right, ir, left.IsFloat ? FloatOperation(generator, floatOperation) : operation);
    }

    private static string FloatOperation(MethodGenerator generator, string? operation)
    {
        generator.RejectFloatInKernel();
        return operation ?? throw new CompilationErrorException(ErrorCode.UnsupportedInstruction, "a bitwise operation on floats");
    }

    private static void PushResult(MethodGenerator generator, Value left, Value right, string ir, string operation) =>
        generator.Push(MethodGenerator.Scalar(
            ResultType(generator, left, right), ir, generator.Ir.Emit($"{operation} {ir} {left.Text}, {right.Text}")));

    /// <summary>Native integers win over others of the same size.</summary>
    public static ConcreteType ResultType(MethodGenerator generator, Value left, Value right) =>
        left.Type.Primitive == PrimitiveKind.NativeInt || right.Type.Primitive == PrimitiveKind.NativeInt
            ? generator.WellKnown.NativeInt
            : left.Type;

    private static void Divide(MethodGenerator generator, string operation, string? floatOperation, bool isSigned)
    {
        (Value left, Value right, string ir) = PopOperands(generator);
        if (left.IsFloat)
        {
            if (operation == "srem")
                PushFloatRemainder(generator, left, right, ir);
            else
                PushResult(generator, left, right, ir, FloatOperation(generator, floatOperation));
            return;
        }

        if (right.Constant is null or 0)
            generator.Check(generator.Ir.Emit($"icmp ne {ir} {right.Text}, 0"), "DivideByZeroException");
        if (isSigned && right.Constant is null or -1)
            CheckQuotientFits(generator, left, right, ir);
        PushResult(generator, left, right, ir, operation);
    }

    // Exact in double precision for both types.
    private static void PushFloatRemainder(MethodGenerator generator, Value left, Value right, string ir)
    {
        generator.RejectFloatInKernel();
        CompilationSession session = generator.Session;
        MethodInstance service = session.RequireService(RuntimeService.FloatRemainder, generator.Needs, generator.Current.Offset);
        Value result = generator.EmitCall(session.Names.Method(service), session.Shapes.Get(service), [left, right])!;
        generator.Push(MethodGenerator.Scalar(left.Type, ir, generator.As(result, ir)));
    }

    // The smallest number divided by -1 does not fit: undefined in LLVM, an overflow in C#.
    private static void CheckQuotientFits(MethodGenerator generator, Value left, Value right, string ir)
    {
        string smallest = ir == "i32" ? "-2147483648" : "-9223372036854775808";
        string isSmallest = generator.Ir.Emit($"icmp eq {ir} {left.Text}, {smallest}");
        string isMinusOne = generator.Ir.Emit($"icmp eq {ir} {right.Text}, -1");
        string overflows = generator.Ir.Emit($"and i1 {isSmallest}, {isMinusOne}");
        generator.Check(generator.Ir.Emit($"xor i1 {overflows}, true"), "OverflowException");
    }

    private static void Shift(MethodGenerator generator, string operation)
    {
        Value count = generator.Pop();
        Value value = generator.Pop();
        string ir = value.IsPointer ? "i64" : value.Ir;
        long mask = ir == "i32" ? 31 : 63;
        string amount = count.Constant is { } constant
            ? (constant & mask).ToString(CultureInfo.InvariantCulture)
            : generator.Ir.Emit($"and {ir} {generator.As(count, ir)}, {mask}");
        string result = generator.Ir.Emit($"{operation} {ir} {generator.As(value, ir)}, {amount}");
        generator.Push(MethodGenerator.Scalar(value.IsPointer ? generator.WellKnown.NativeInt : value.Type, ir, result));
    }

    private static void Negate(MethodGenerator generator)
    {
        Value value = generator.Pop();
        string ir = value.IsPointer ? "i64" : value.Ir;
        if (value.Constant is { } constant)
            generator.Push(generator.Integer(ir, unchecked(-constant)));
        else if (value.IsFloat)
            generator.Push(value with { Text = generator.Ir.Emit($"fneg {ir} {value.Text}") });
        else
            generator.Push(value with { Ir = ir, Text = generator.Ir.Emit($"sub {ir} 0, {generator.As(value, ir)}") });
    }

    private static void Complement(MethodGenerator generator)
    {
        Value value = generator.Pop();
        string ir = value.IsPointer ? "i64" : value.Ir;
        if (value.Constant is { } constant)
            generator.Push(generator.Integer(ir, ~constant));
        else
            generator.Push(value with { Ir = ir, Text = generator.Ir.Emit($"xor {ir} {generator.As(value, ir)}, -1") });
    }
}
