// Conversions in a checked context: a value that doesn't fit is a panic.

using System.Globalization;
using System.Reflection.Metadata;
using Xv6.Compiler.IntermediateLanguage;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Instructions;

internal static class CheckedConversions
{
    public static void AddTo(Dictionary<ILOpCode, Action<MethodGenerator, Instruction>> table)
    {
        Add(table, ILOpCode.Conv_ovf_i1, ILOpCode.Conv_ovf_i1_un, PrimitiveKind.SByte);
        Add(table, ILOpCode.Conv_ovf_u1, ILOpCode.Conv_ovf_u1_un, PrimitiveKind.Byte);
        Add(table, ILOpCode.Conv_ovf_i2, ILOpCode.Conv_ovf_i2_un, PrimitiveKind.Int16);
        Add(table, ILOpCode.Conv_ovf_u2, ILOpCode.Conv_ovf_u2_un, PrimitiveKind.UInt16);
        Add(table, ILOpCode.Conv_ovf_i4, ILOpCode.Conv_ovf_i4_un, PrimitiveKind.Int32);
        Add(table, ILOpCode.Conv_ovf_u4, ILOpCode.Conv_ovf_u4_un, PrimitiveKind.UInt32);
        Add(table, ILOpCode.Conv_ovf_i8, ILOpCode.Conv_ovf_i8_un, PrimitiveKind.Int64);
        Add(table, ILOpCode.Conv_ovf_u8, ILOpCode.Conv_ovf_u8_un, PrimitiveKind.UInt64);
        Add(table, ILOpCode.Conv_ovf_i, ILOpCode.Conv_ovf_i_un, PrimitiveKind.NativeInt);
        Add(table, ILOpCode.Conv_ovf_u, ILOpCode.Conv_ovf_u_un, PrimitiveKind.NativeUInt);
    }

    private static void Add(
        Dictionary<ILOpCode, Action<MethodGenerator, Instruction>> table, ILOpCode signed, ILOpCode unsigned, PrimitiveKind kind)
    {
        table[signed] = (generator, _) => Convert(generator, kind, fromUnsigned: false);
        table[unsigned] = (generator, _) => Convert(generator, kind, fromUnsigned: true);
    }

    private static void Convert(MethodGenerator generator, PrimitiveKind kind, bool fromUnsigned)
    {
        Value value = generator.Pop();
        if (value.IsFloat)
        {
            CheckFloat(generator, value, kind);
            generator.Push(value);
            ConversionInstructions.Convert(generator, kind);
            return;
        }

        string ir = value.Ir == "i32" ? "i32" : "i64";
        string text = generator.As(value, ir);
        CheckInteger(generator, ir, text, kind, fromUnsigned);
        generator.Push(MethodGenerator.Scalar(value.Type, ir, text) with { Constant = value.Constant });
        // Widening repeats the sign of what the source is read as.
        bool widens = ir == "i32" && kind.GetSize() == 8;
        ConversionInstructions.Convert(generator, widens ? Widened(kind, fromUnsigned) : kind);
    }

    private static PrimitiveKind Widened(PrimitiveKind kind, bool fromUnsigned) => kind switch
    {
        PrimitiveKind.NativeInt or PrimitiveKind.NativeUInt => fromUnsigned ? PrimitiveKind.NativeUInt : PrimitiveKind.NativeInt,
        _ => fromUnsigned ? PrimitiveKind.UInt64 : PrimitiveKind.Int64,
    };

    private static void CheckInteger(MethodGenerator generator, string ir, string text, PrimitiveKind kind, bool fromUnsigned)
    {
        int sourceBits = ir == "i32" ? 32 : 64;
        int targetBits = kind.GetSize() * 8;
        bool toSigned = kind.IsSigned();
        if (targetBits > sourceBits && (fromUnsigned || toSigned))
            return;
        if (targetBits == sourceBits && fromUnsigned != toSigned)
            return;
        // The largest value of the target; a negative source is out of an unsigned range as a huge unsigned number.
        long maximum = targetBits >= sourceBits
            ? (sourceBits == 32 ? int.MaxValue : long.MaxValue)
            : toSigned ? (1L << (targetBits - 1)) - 1 : (1L << targetBits) - 1;
        string limit = maximum.ToString(CultureInfo.InvariantCulture);
        if (fromUnsigned || !toSigned)
        {
            generator.Check(generator.Ir.Emit($"icmp ule {ir} {text}, {limit}"), CheckedInstructions.OverflowMessage);
            return;
        }

        string minimum = (-maximum - 1).ToString(CultureInfo.InvariantCulture);
        string notAbove = generator.Ir.Emit($"icmp sle {ir} {text}, {limit}");
        string notBelow = generator.Ir.Emit($"icmp sge {ir} {text}, {minimum}");
        generator.Check(generator.Ir.Emit($"and i1 {notAbove}, {notBelow}"), CheckedInstructions.OverflowMessage);
    }

    // The value truncated towards zero must lie in the range; comparisons with not-a-number are false.
    private static void CheckFloat(MethodGenerator generator, Value value, PrimitiveKind kind)
    {
        generator.RejectFloatInKernel();
        int bits = kind.GetSize() * 8;
        double above = kind.IsSigned() ? Math.Pow(2, bits - 1) : Math.Pow(2, bits);
        double below = kind.IsSigned() ? -Math.Pow(2, bits - 1) - 1 : -1;
        // For 64 bits the number below the minimum is not a double: the minimum itself is the limit then.
        string belowPredicate = bits == 64 && kind.IsSigned() ? "oge" : "ogt";
        if (belowPredicate == "oge")
            below = -Math.Pow(2, 63);
        string wide = generator.As(value, "double");
        string isBelowLimit = generator.Ir.Emit($"fcmp olt double {wide}, {Format(above)}");
        string isAboveLimit = generator.Ir.Emit($"fcmp {belowPredicate} double {wide}, {Format(below)}");
        generator.Check(generator.Ir.Emit($"and i1 {isBelowLimit}, {isAboveLimit}"), CheckedInstructions.OverflowMessage);
    }

    private static string Format(double value) =>
        "0x" + BitConverter.DoubleToInt64Bits(value).ToString("X16", CultureInfo.InvariantCulture);
}
