// Conversions between numbers.

using System.Reflection.Metadata;

namespace Xv6.Compiler.Evaluation.Interpretation;

internal sealed partial class Interpreter
{
    public static void Convert(Interpreter interpreter, Frame frame)
    {
        Value value = frame.Pop();
        ILOpCode opCode = frame.Instruction.OpCode;
        switch (opCode)
        {
            case ILOpCode.Conv_r4:
                frame.Push(Value.From(value.IsFloat ? (float)value.Float : value.Number));
                return;
            case ILOpCode.Conv_r8:
                frame.Push(Value.From(value.IsFloat ? value.Float : value.Number));
                return;
            case ILOpCode.Conv_r_un:
                frame.Push(Value.From((double)(value.Kind == ValueKind.Int32 ? (uint)value.Number : (ulong)value.Number)));
                return;
        }

        (int bits, bool isUnsigned, ValueKind kind) = TargetOf(opCode);
        if (bits == 64 && value.Target is not null)
            frame.Push(value with { Kind = kind });
        else if (value.IsFloat)
            frame.Push(new(kind, FromFloat(value.Float, bits, isUnsigned)));
        else
            frame.Push(new(kind, FromInteger(value, bits, isUnsigned)));
    }

    public static void CheckedConvert(Interpreter interpreter, Frame frame)
    {
        Value value = frame.Pop();
        ILOpCode opCode = frame.Instruction.OpCode;
        (int bits, bool isUnsigned, ValueKind kind) = TargetOf(opCode);
        if (bits == 64 && value.Target is not null)
        {
            frame.Push(value with { Kind = kind });
            return;
        }

        bool fromUnsigned = opCode is >= ILOpCode.Conv_ovf_i1_un and <= ILOpCode.Conv_ovf_u_un;
        if (value.IsFloat && !double.IsFinite(value.Float))
            throw new EvaluationException($"overflows in {frame.Method.Method.FullName}");
        Int128 number = value.IsFloat ? (Int128)value.Float : Widen(value with { Bits = value.Number }, value.Kind, fromUnsigned);
        if (!Fits(number, bits, isUnsigned))
            throw new EvaluationException($"overflows in {frame.Method.Method.FullName}");
        frame.Push(new(kind, kind == ValueKind.Int32 ? unchecked((int)(long)number) : unchecked((long)(UInt128)number)));
    }

    private static long FromFloat(double value, int bits, bool isUnsigned) => (bits, isUnsigned) switch
    {
        (8, false) => (sbyte)(int)value,
        (8, true) => (byte)(int)value,
        (16, false) => (short)(int)value,
        (16, true) => (ushort)(int)value,
        (32, false) => (int)value,
        (32, true) => (int)(uint)value,
        (_, false) => (long)value,
        (_, true) => (long)(ulong)value,
    };

    /// <summary>What is left after cutting or extending; 32-bit results are kept sign-extended.</summary>
    private static long FromInteger(Value value, int bits, bool isUnsigned)
    {
        long number = value.Number;
        return (bits, isUnsigned) switch
        {
            (8, false) => (sbyte)number,
            (8, true) => (byte)number,
            (16, false) => (short)number,
            (16, true) => (ushort)number,
            (32, _) => (int)number,
            (_, true) => value.Kind == ValueKind.Int32 ? (uint)number : number,
            _ => number,
        };
    }

    private static (int Bits, bool IsUnsigned, ValueKind Kind) TargetOf(ILOpCode opCode) => opCode switch
    {
        ILOpCode.Conv_i1 or ILOpCode.Conv_ovf_i1 or ILOpCode.Conv_ovf_i1_un => (8, false, ValueKind.Int32),
        ILOpCode.Conv_u1 or ILOpCode.Conv_ovf_u1 or ILOpCode.Conv_ovf_u1_un => (8, true, ValueKind.Int32),
        ILOpCode.Conv_i2 or ILOpCode.Conv_ovf_i2 or ILOpCode.Conv_ovf_i2_un => (16, false, ValueKind.Int32),
        ILOpCode.Conv_u2 or ILOpCode.Conv_ovf_u2 or ILOpCode.Conv_ovf_u2_un => (16, true, ValueKind.Int32),
        ILOpCode.Conv_i4 or ILOpCode.Conv_ovf_i4 or ILOpCode.Conv_ovf_i4_un => (32, false, ValueKind.Int32),
        ILOpCode.Conv_u4 or ILOpCode.Conv_ovf_u4 or ILOpCode.Conv_ovf_u4_un => (32, true, ValueKind.Int32),
        ILOpCode.Conv_i8 or ILOpCode.Conv_ovf_i8 or ILOpCode.Conv_ovf_i8_un => (64, false, ValueKind.Int64),
        ILOpCode.Conv_u8 or ILOpCode.Conv_ovf_u8 or ILOpCode.Conv_ovf_u8_un => (64, true, ValueKind.Int64),
        ILOpCode.Conv_i or ILOpCode.Conv_ovf_i or ILOpCode.Conv_ovf_i_un => (64, false, ValueKind.Native),
        _ => (64, true, ValueKind.Native),
    };
}
