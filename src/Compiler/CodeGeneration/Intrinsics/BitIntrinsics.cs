// Bit counting, rotation and byte order.

using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Intrinsics;

internal static class BitIntrinsics
{
    private const string Operations = "System.Numerics.BitOperations::";

    public static void AddTo(Dictionary<string, Action<IntrinsicCall>> table)
    {
        table[Operations + "PopCount"] = static call => Count(call, "ctpop", "");
        table[Operations + "LeadingZeroCount"] = static call => Count(call, "ctlz", ", i1 false");
        table[Operations + "TrailingZeroCount"] = static call => Count(call, "cttz", ", i1 false");
        table[Operations + "RotateLeft"] = static call => Rotate(call, "fshl");
        table[Operations + "RotateRight"] = static call => Rotate(call, "fshr");
        table["System.Buffers.Binary.BinaryPrimitives::ReverseEndianness"] = ReverseEndianness;
        table["System.Math::BigMul"] = BigMultiply;
    }

    private static string MemoryIr(IntrinsicCall call, int index) =>
        call.Generator.Session.Shapes.Get(call.Method.Signature.ParameterTypes[index]).Ir;

    private static void Count(IntrinsicCall call, string operation, string suffix)
    {
        string ir = MemoryIr(call, 0);
        string result = call.Generator.Ir.Emit($"call {ir} @llvm.{operation}.{ir}({ir} {call.Text(0, ir)}{suffix})");
        if (ir == "i64")
            result = call.Generator.Ir.Emit($"trunc i64 {result} to i32");
        call.Return(MethodGenerator.Scalar(call.Generator.WellKnown.Int32, "i32", result));
    }

    private static void Rotate(IntrinsicCall call, string operation)
    {
        string ir = MemoryIr(call, 0);
        string value = call.Text(0, ir);
        string amount = call.Text(1, ir);
        call.ReturnStored(ir, call.Generator.Ir.Emit($"call {ir} @llvm.{operation}.{ir}({ir} {value}, {ir} {value}, {ir} {amount})"));
    }

    private static void ReverseEndianness(IntrinsicCall call)
    {
        if (call.Method.Signature.ParameterTypes is not [{ IsValueType: true } type])
        {
            call.Decline();
            return;
        }

        string ir = call.Generator.Session.Shapes.Get(type).Ir;
        if (ir is "i16" or "i32" or "i64")
            call.ReturnStored(ir, call.Generator.Ir.Emit($"call {ir} @llvm.bswap.{ir}({ir} {call.Text(0, ir)})"));
        else
            call.Decline();
    }

    // BigMul(ulong, ulong, out ulong low): the high half of the product.
    private static void BigMultiply(IntrinsicCall call)
    {
        if (call.Method.Signature.ParameterTypes is not [{ Primitive: PrimitiveKind.UInt64 }, _, ByReferenceType])
        {
            call.Decline();
            return;
        }

        FunctionBuilder ir = call.Generator.Ir;
        string left = ir.Emit($"zext i64 {call.Text(0, "i64")} to i128");
        string right = ir.Emit($"zext i64 {call.Text(1, "i64")} to i128");
        string product = ir.Emit($"mul i128 {left}, {right}");
        ir.Do($"store i64 {ir.Emit($"trunc i128 {product} to i64")}, ptr {call.Text(2, "ptr")}, align 8");
        string high = ir.Emit($"lshr i128 {product}, 64");
        call.ReturnStored("i64", ir.Emit($"trunc i128 {high} to i64"));
    }
}
