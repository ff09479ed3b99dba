// Floating-point functions that are one RISC-V instruction or a short sequence, for programs.

using Xv6.Compiler.CodeGeneration.Instructions;

namespace Xv6.Compiler.CodeGeneration.Intrinsics;

internal static class MathIntrinsics
{
    public static void AddTo(Dictionary<string, Action<IntrinsicCall>> table)
    {
        foreach (string type in (string[])["System.Math::", "System.MathF::"])
        {
            table[type + "Sqrt"] = static call => Unary(call, "sqrt");
            table[type + "Floor"] = static call => Unary(call, "floor");
            table[type + "Ceiling"] = static call => Unary(call, "ceil");
            table[type + "Truncate"] = static call => Unary(call, "trunc");
            table[type + "Abs"] = static call => Unary(call, "fabs");
            table[type + "CopySign"] = static call => Call(call, "copysign", 2);
            table[type + "ReciprocalEstimate"] = static call => Reciprocal(call, call.Text(0, Ir(call)));
            table[type + "ReciprocalSqrtEstimate"] = static call => Reciprocal(
                call, call.Generator.Ir.Emit($"call {Ir(call)} @llvm.sqrt.{Suffix(call)}({Ir(call)} {call.Text(0, Ir(call))})"));
            table[type + "FusedMultiplyAdd"] = static call => Call(call, "fma", 3);
        }

        foreach (string type in (string[])["System.Double::", "System.Single::"])
        {
            table[type + "ConvertToIntegerNative"] = static call =>
            {
                call.Generator.Push(call[0]);
                ConversionInstructions.Convert(call.Generator, call.TypeArgument().Primitive);
            };
            table[type + "MultiplyAddEstimate"] = static call => Call(call, "fma", 3);
        }

        table["System.Runtime.CompilerServices.StaticsHelpers::VolatileReadAsByref"] = static call =>
            call.ReturnPointer(call.Generator.Ir.Emit($"load atomic ptr, ptr {call.Text(0, "ptr")} acquire, align 8"));
        foreach (string name in (string[])["DoubleToInt64Bits", "DoubleToUInt64Bits", "Int64BitsToDouble", "UInt64BitsToDouble",
            "SingleToInt32Bits", "SingleToUInt32Bits", "Int32BitsToSingle", "UInt32BitsToSingle"])
        {
            table["System.BitConverter::" + name] = BitCast;
        }
    }

    private static void Unary(IntrinsicCall call, string function)
    {
        // Integers and decimal have methods of the same names.
        if (!call[0].IsFloat)
            call.Decline();
        else
            Call(call, function, 1);
    }

    private static void Call(IntrinsicCall call, string function, int count)
    {
        call.Generator.RejectFloatInKernel();
        string ir = Ir(call);
        string arguments = string.Join(", ", Enumerable.Range(0, count).Select(index => $"{ir} {call.Text(index, ir)}"));
        call.ReturnStored(ir, call.Generator.Ir.Emit($"call {ir} @llvm.{function}.{Suffix(call)}({arguments})"));
    }

    private static string Ir(IntrinsicCall call) => call.Generator.Session.Shapes.Get(call.Method.ReturnType).Ir;

    private static string Suffix(IntrinsicCall call) => Ir(call) == "float" ? "f32" : "f64";

    // An estimate may be exact.
    private static void Reciprocal(IntrinsicCall call, string divisor)
    {
        call.Generator.RejectFloatInKernel();
        call.ReturnStored(Ir(call), call.Generator.Ir.Emit($"fdiv {Ir(call)} 1.0, {divisor}"));
    }

    private static void BitCast(IntrinsicCall call)
    {
        call.Generator.RejectFloatInKernel();
        string from = call.Generator.Session.Shapes.Get(call.Method.Signature.ParameterTypes[0]).Ir;
        string to = call.Generator.Session.Shapes.Get(call.Method.ReturnType).Ir;
        call.ReturnStored(to, call.Generator.Ir.Emit($"bitcast {from} {call.Text(0, from)} to {to}"));
    }
}
