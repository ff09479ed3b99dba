// Conversions between numbers.

using System.Reflection.Metadata;
using Xv6.Compiler.IntermediateLanguage;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Instructions;

internal static class ConversionInstructions
{
    public static void AddTo(Dictionary<ILOpCode, Action<MethodGenerator, Instruction>> table)
    {
        table[ILOpCode.Conv_i1] = static (generator, _) => Convert(generator, PrimitiveKind.SByte);
        table[ILOpCode.Conv_u1] = static (generator, _) => Convert(generator, PrimitiveKind.Byte);
        table[ILOpCode.Conv_i2] = static (generator, _) => Convert(generator, PrimitiveKind.Int16);
        table[ILOpCode.Conv_u2] = static (generator, _) => Convert(generator, PrimitiveKind.UInt16);
        table[ILOpCode.Conv_i4] = static (generator, _) => Convert(generator, PrimitiveKind.Int32);
        table[ILOpCode.Conv_u4] = static (generator, _) => Convert(generator, PrimitiveKind.UInt32);
        table[ILOpCode.Conv_i8] = static (generator, _) => Convert(generator, PrimitiveKind.Int64);
        table[ILOpCode.Conv_u8] = static (generator, _) => Convert(generator, PrimitiveKind.UInt64);
        table[ILOpCode.Conv_i] = static (generator, _) => Convert(generator, PrimitiveKind.NativeInt);
        table[ILOpCode.Conv_u] = static (generator, _) => Convert(generator, PrimitiveKind.NativeUInt);
        table[ILOpCode.Conv_r4] = static (generator, _) => ToFloat(generator, "float", isUnsigned: false);
        table[ILOpCode.Conv_r8] = static (generator, _) => ToFloat(generator, "double", isUnsigned: false);
        table[ILOpCode.Conv_r_un] = static (generator, _) => ToFloat(generator, "double", isUnsigned: true);
        CheckedConversions.AddTo(table);
    }

    public static void Convert(MethodGenerator generator, PrimitiveKind kind)
    {
        Value value = generator.Pop();
        if (value.IsFloat)
        {
            generator.Push(FromFloat(generator, value, kind));
            return;
        }

        bool isNative = kind is PrimitiveKind.NativeInt or PrimitiveKind.NativeUInt;
        if (isNative && value.IsPointer)
            generator.Push(value with { Type = generator.WellKnown.NativeInt, Known = null });
        else if (value.Constant is { } constant)
            generator.Push(FoldConstant(generator, constant, value.Ir, kind));
        else
            generator.Push(FromInteger(generator, value, kind));
    }

    /// <summary>The constant after a conversion to a type.</summary>
    private static Value FoldConstant(MethodGenerator generator, long constant, string ir, PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.SByte => generator.Int32((sbyte)constant),
        PrimitiveKind.Byte => generator.Int32((byte)constant),
        PrimitiveKind.Int16 => generator.Int32((short)constant),
        PrimitiveKind.UInt16 => generator.Int32((ushort)constant),
        PrimitiveKind.Int32 or PrimitiveKind.UInt32 => generator.Int32((int)constant),
        PrimitiveKind.NativeInt => generator.Int64(constant) with { Type = generator.WellKnown.NativeInt },
        PrimitiveKind.NativeUInt => generator.Int64(ir == "i32" ? (uint)constant : constant) with { Type = generator.WellKnown.NativeInt },
        PrimitiveKind.UInt64 => generator.Int64(ir == "i32" ? (uint)constant : constant),
        _ => generator.Int64(constant),
    };

    private static Value FromInteger(MethodGenerator generator, Value value, PrimitiveKind kind)
    {
        int size = kind.GetSize();
        if (size == 8)
        {
            ConcreteType type = generator.StackType(generator.WellKnown.Get(kind));
            if (value.Ir != "i32")
                return MethodGenerator.Scalar(type, "i64", generator.As(value, "i64"));
            string extension = kind.IsSigned() ? "sext" : "zext";
            return MethodGenerator.Scalar(type, "i64", generator.Ir.Emit($"{extension} i32 {value.Text} to i64"));
        }

        string narrow = generator.As(value, "i32");
        return MethodGenerator.Scalar(generator.WellKnown.Int32, "i32", Narrow(generator, narrow, kind));
    }

    /// <summary>An i32 cut to a smaller type and widened again.</summary>
    public static string Narrow(MethodGenerator generator, string value, PrimitiveKind kind)
    {
        int size = kind.GetSize();
        if (size == 4)
            return value;
        string cut = generator.Ir.Emit($"trunc i32 {value} to i{size * 8}");
        return generator.Ir.Emit($"{(kind.IsSigned() ? "sext" : "zext")} i{size * 8} {cut} to i32");
    }

    // As in .NET from 9 on: what doesn't fit becomes the nearest limit, not-a-number becomes 0. Small types go through int.
    private static Value FromFloat(MethodGenerator generator, Value value, PrimitiveKind kind)
    {
        generator.RejectFloatInKernel();
        string target = kind.GetSize() == 8 ? "i64" : "i32";
        bool isUnsigned = kind is PrimitiveKind.UInt32 or PrimitiveKind.UInt64 or PrimitiveKind.NativeUInt;
        string result = Saturate(generator, value, target, isUnsigned);
        ConcreteType type = generator.StackType(generator.WellKnown.Get(kind));
        return MethodGenerator.Scalar(type, target, target == "i32" ? Narrow(generator, result, kind) : result);
    }

    private static string Saturate(MethodGenerator generator, Value value, string target, bool isUnsigned)
    {
        string suffix = value.Ir == "float" ? "f32" : "f64";
        return generator.Ir.Emit(
            $"call {target} @llvm.fpto{(isUnsigned ? "ui" : "si")}.sat.{target}.{suffix}({value.Ir} {value.Text})");
    }

    private static void ToFloat(MethodGenerator generator, string ir, bool isUnsigned)
    {
        generator.RejectFloatInKernel();
        Value value = generator.Pop();
        string text = value.Ir switch
        {
            "float" or "double" => generator.As(value, ir),
            _ => generator.Ir.Emit($"{(isUnsigned ? "uitofp" : "sitofp")} {IntegerOf(generator, value)} to {ir}"),
        };
        generator.Push(MethodGenerator.Scalar(ir == "float" ? generator.WellKnown.Single : generator.WellKnown.Double, ir, text));
    }

    private static string IntegerOf(MethodGenerator generator, Value value) =>
        value.IsPointer ? "i64 " + generator.As(value, "i64") : $"{value.Ir} {value.Text}";
}
