// Arithmetic in a checked context: an overflow is a panic.

using System.Reflection.Metadata;
using Xv6.Compiler.IntermediateLanguage;

namespace Xv6.Compiler.CodeGeneration.Instructions;

internal static class CheckedInstructions
{
    public const string OverflowMessage = "OverflowException";

    public static void AddTo(Dictionary<ILOpCode, Action<MethodGenerator, Instruction>> table)
    {
        table[ILOpCode.Add_ovf] = static (generator, _) => Binary(generator, "sadd");
        table[ILOpCode.Add_ovf_un] = static (generator, _) => Binary(generator, "uadd");
        table[ILOpCode.Sub_ovf] = static (generator, _) => Binary(generator, "ssub");
        table[ILOpCode.Sub_ovf_un] = static (generator, _) => Binary(generator, "usub");
        table[ILOpCode.Mul_ovf] = static (generator, _) => Binary(generator, "smul");
        table[ILOpCode.Mul_ovf_un] = static (generator, _) => Binary(generator, "umul");
    }

    private static void Binary(MethodGenerator generator, string operation)
    {
        (Value left, Value right, string ir) = ArithmeticInstructions.PopOperands(generator);
        string pair = generator.Ir.Emit($"call {{ {ir}, i1 }} @llvm.{operation}.with.overflow.{ir}({ir} {left.Text}, {ir} {right.Text})");
        string overflowed = generator.Ir.Emit($"extractvalue {{ {ir}, i1 }} {pair}, 1");
        generator.Check(generator.Ir.Emit($"xor i1 {overflowed}, true"), OverflowMessage);
        string result = generator.Ir.Emit($"extractvalue {{ {ir}, i1 }} {pair}, 0");
        generator.Push(MethodGenerator.Scalar(ArithmeticInstructions.ResultType(generator, left, right), ir, result));
    }
}
