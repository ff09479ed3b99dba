// Arithmetic, shifts and comparisons. An address may be moved and compared, nothing else.

using System.Reflection.Metadata;

namespace Xv6.Compiler.Evaluation.Interpretation;

internal sealed partial class Interpreter
{
    /// <summary>Every block is aligned to a word, so an address's bits below that are known.</summary>
    private const int KnownAddressBits = 7;

    public static void Binary(Interpreter interpreter, Frame frame)
    {
        Value right = frame.Pop();
        Value left = frame.Pop();
        ILOpCode opCode = frame.Instruction.OpCode;
        frame.Push(left.IsFloat ? FloatBinary(opCode, left, right)
            : left.Target is not null || right.Target is not null ? AddressBinary(opCode, left, right)
            : IntegerBinary(opCode, left, right));
    }

    public static void CheckedBinary(Interpreter interpreter, Frame frame)
    {
        Value right = frame.Pop();
        Value left = frame.Pop();
        ILOpCode opCode = frame.Instruction.OpCode;
        if (left.Target is not null || right.Target is not null)
        {
            frame.Push(AddressBinary(
                opCode switch
                {
                    ILOpCode.Add_ovf or ILOpCode.Add_ovf_un => ILOpCode.Add,
                    ILOpCode.Sub_ovf or ILOpCode.Sub_ovf_un => ILOpCode.Sub,
                    _ => ILOpCode.Mul,
                },
                left,
                right));
            return;
        }

        bool isUnsigned = opCode is ILOpCode.Add_ovf_un or ILOpCode.Sub_ovf_un or ILOpCode.Mul_ovf_un;
        ValueKind kind = Wider(left, right);
        (Int128 a, Int128 b) = (Widen(left, kind, isUnsigned), Widen(right, kind, isUnsigned));
        Int128 result = opCode switch
        {
            ILOpCode.Add_ovf or ILOpCode.Add_ovf_un => a + b,
            ILOpCode.Sub_ovf or ILOpCode.Sub_ovf_un => a - b,
            _ => a * b,
        };
        if (!Fits(result, kind == ValueKind.Int32 ? 32 : 64, isUnsigned))
            throw new EvaluationException($"overflows in {frame.Method.Method.FullName}");
        frame.Push(Truncate(kind, unchecked((long)(UInt128)result)));
    }

    public static void Shift(Interpreter interpreter, Frame frame)
    {
        int count = (int)frame.Pop().Number;
        Value value = frame.Pop();
        long bits = value.Number;
        bool is32 = value.Kind == ValueKind.Int32;
        frame.Push(Truncate(value.Kind, frame.Instruction.OpCode switch
        {
            ILOpCode.Shl => is32 ? (int)bits << count : bits << count,
            ILOpCode.Shr => is32 ? (int)bits >> count : bits >> count,
            _ => is32 ? (long)((uint)bits >> count) : (long)((ulong)bits >> count),
        }));
    }

    public static void Unary(Interpreter interpreter, Frame frame)
    {
        Value value = frame.Pop();
        bool negates = frame.Instruction.OpCode == ILOpCode.Neg;
        frame.Push(value.Kind switch
        {
            ValueKind.Single => Value.From(-(float)value.Float),
            ValueKind.Double => Value.From(-value.Float),
            _ => Truncate(value.Kind, negates ? unchecked(-value.Number) : ~value.Number),
        });
    }

    public static void Compare(Interpreter interpreter, Frame frame)
    {
        Value right = frame.Pop();
        Value left = frame.Pop();
        frame.Push(Value.From(frame.Instruction.OpCode switch
        {
            ILOpCode.Ceq => AreEqual(left, right),
            ILOpCode.Cgt => IsLess(right, left, isUnsigned: false, ifUnordered: false),
            ILOpCode.Cgt_un => IsGreaterUnsigned(left, right),
            ILOpCode.Clt => IsLess(left, right, isUnsigned: false, ifUnordered: false),
            _ => IsLess(left, right, isUnsigned: true, ifUnordered: true),
        }));
    }

    public static void CompareAndBranch(Interpreter interpreter, Frame frame)
    {
        Value right = frame.Pop();
        Value left = frame.Pop();
        BranchIf(frame, frame.Instruction.OpCode switch
        {
            ILOpCode.Beq or ILOpCode.Beq_s => AreEqual(left, right),
            ILOpCode.Bne_un or ILOpCode.Bne_un_s => !AreEqual(left, right),
            ILOpCode.Blt or ILOpCode.Blt_s => IsLess(left, right, isUnsigned: false, ifUnordered: false),
            ILOpCode.Blt_un or ILOpCode.Blt_un_s => IsLess(left, right, isUnsigned: true, ifUnordered: true),
            ILOpCode.Bgt or ILOpCode.Bgt_s => IsLess(right, left, isUnsigned: false, ifUnordered: false),
            ILOpCode.Bgt_un or ILOpCode.Bgt_un_s => IsGreaterUnsigned(left, right),
            ILOpCode.Ble or ILOpCode.Ble_s => !IsLess(right, left, isUnsigned: false, ifUnordered: true),
            ILOpCode.Ble_un or ILOpCode.Ble_un_s => !IsLess(right, left, isUnsigned: true, ifUnordered: false),
            ILOpCode.Bge or ILOpCode.Bge_s => !IsLess(left, right, isUnsigned: false, ifUnordered: true),
            _ => !IsLess(left, right, isUnsigned: true, ifUnordered: false),
        });
    }

    public static bool AreEqual(Value left, Value right)
    {
        if (left.IsFloat)
            return left.Float == right.Float;
        ValueKind kind = Wider(left, right);
        return ReferenceEquals(left.Target, right.Target) && Widen(left, kind, isUnsigned: false) == Widen(right, kind, isUnsigned: false);
    }

    private static bool IsLess(Value left, Value right, bool isUnsigned, bool ifUnordered)
    {
        if (left.IsFloat)
            return double.IsNaN(left.Float) || double.IsNaN(right.Float) ? ifUnordered : left.Float < right.Float;
        if (!ReferenceEquals(left.Target, right.Target))
            throw new EvaluationException("compares addresses of different objects");
        ValueKind kind = Wider(left, right);
        return Widen(left, kind, isUnsigned) < Widen(right, kind, isUnsigned);
    }

    /// <summary>C# asks "is not null" as "greater than null".</summary>
    private static bool IsGreaterUnsigned(Value left, Value right) =>
        right is { Target: null, Bits: 0 } && left.Target is not null || IsLess(right, left, isUnsigned: true, ifUnordered: true);

    private static Value FloatBinary(ILOpCode opCode, Value left, Value right)
    {
        double result = opCode switch
        {
            ILOpCode.Add => left.Float + right.Float,
            ILOpCode.Sub => left.Float - right.Float,
            ILOpCode.Mul => left.Float * right.Float,
            ILOpCode.Div => left.Float / right.Float,
            _ => left.Float % right.Float,
        };
        return left.Kind == ValueKind.Single && right.Kind == ValueKind.Single ? Value.From((float)result) : Value.From(result);
    }

    private static Value AddressBinary(ILOpCode opCode, Value left, Value right)
    {
        switch (opCode)
        {
            case ILOpCode.Add when right.Target is null:
                return left with { Bits = left.Bits + right.Bits };
            case ILOpCode.Add when left.Target is null:
                return right with { Bits = left.Bits + right.Bits };
            case ILOpCode.Sub when right.Target is null:
                return left with { Bits = left.Bits - right.Bits };
            case ILOpCode.Sub when ReferenceEquals(left.Target, right.Target):
                return new(Wider(left, right), left.Bits - right.Bits);
            case ILOpCode.And when right is { Target: null, Bits: >= 0 and <= KnownAddressBits }:
                return new(Wider(left, right), left.Bits & right.Bits);
            default:
                throw new EvaluationException("calculates with an address");
        }
    }

    private static Value IntegerBinary(ILOpCode opCode, Value left, Value right)
    {
        ValueKind kind = Wider(left, right);
        bool isUnsigned = opCode is ILOpCode.Div_un or ILOpCode.Rem_un;
        if (opCode is ILOpCode.Div or ILOpCode.Div_un or ILOpCode.Rem or ILOpCode.Rem_un)
        {
            (Int128 dividend, Int128 divisor) = (Widen(left, kind, isUnsigned), Widen(right, kind, isUnsigned));
            if (divisor == 0 || !Fits(dividend / divisor, kind == ValueKind.Int32 ? 32 : 64, isUnsigned))
                throw new EvaluationException("divides by zero or overflows");
            Int128 result = opCode is ILOpCode.Div or ILOpCode.Div_un ? dividend / divisor : dividend % divisor;
            return Truncate(kind, unchecked((long)(UInt128)result));
        }

        return Truncate(kind, unchecked(opCode switch
        {
            ILOpCode.Add => left.Bits + right.Bits,
            ILOpCode.Sub => left.Bits - right.Bits,
            ILOpCode.Mul => left.Bits * right.Bits,
            ILOpCode.And => left.Bits & right.Bits,
            ILOpCode.Or => left.Bits | right.Bits,
            _ => left.Bits ^ right.Bits,
        }));
    }

    private static ValueKind Wider(Value left, Value right) =>
        left.Kind == ValueKind.Int32 && right.Kind == ValueKind.Int32 ? ValueKind.Int32
        : left.Kind == ValueKind.Int64 || right.Kind == ValueKind.Int64 ? ValueKind.Int64
        : ValueKind.Native;

    private static Int128 Widen(Value value, ValueKind kind, bool isUnsigned) =>
        !isUnsigned ? value.Bits
        : kind == ValueKind.Int32 ? (uint)value.Bits
        : (ulong)value.Bits;

    private static bool Fits(Int128 value, int bits, bool isUnsigned)
    {
        Int128 limit = Int128.One << (isUnsigned ? bits : bits - 1);
        return value < limit && value >= (isUnsigned ? 0 : -limit);
    }

    private static Value Truncate(ValueKind kind, long bits) => new(kind, kind == ValueKind.Int32 ? (int)bits : bits);
}
