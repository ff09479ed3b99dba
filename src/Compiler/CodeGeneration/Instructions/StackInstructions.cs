// Constants, dup, pop, prefixes.

using System.Globalization;
using System.Reflection.Metadata;
using Xv6.Compiler.IntermediateLanguage;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Instructions;

internal static class StackInstructions
{
    public static void AddTo(Dictionary<ILOpCode, Action<MethodGenerator, Instruction>> table)
    {
        table[ILOpCode.Nop] = static (_, _) => { };
        table[ILOpCode.Break] = static (_, _) => { };
        for (ILOpCode code = ILOpCode.Ldc_i4_m1; code <= ILOpCode.Ldc_i4_8; code++)
        {
            int constant = (int)code - (int)ILOpCode.Ldc_i4_0;
            table[code] = (generator, _) => generator.PushInt32(constant);
        }

        table[ILOpCode.Ldc_i4_s] = static (generator, instruction) => generator.PushInt32((int)instruction.Operand);
        table[ILOpCode.Ldc_i4] = static (generator, instruction) => generator.PushInt32((int)instruction.Operand);
        table[ILOpCode.Ldc_i8] = static (generator, instruction) => generator.Push(generator.Int64(instruction.Operand));
        table[ILOpCode.Ldc_r4] = static (generator, instruction) =>
            PushFloat(generator, generator.WellKnown.Single, "float", BitConverter.Int32BitsToSingle((int)instruction.Operand));
        table[ILOpCode.Ldc_r8] = static (generator, instruction) =>
            PushFloat(generator, generator.WellKnown.Double, "double", BitConverter.Int64BitsToDouble(instruction.Operand));
        table[ILOpCode.Ldnull] = static (generator, _) => generator.Push(generator.Null());
        table[ILOpCode.Ldstr] = static (generator, instruction) =>
            generator.Push(generator.StringLiteral(generator.Body.ResolveString(instruction.Token)));
        table[ILOpCode.Dup] = Duplicate;
        table[ILOpCode.Pop] = static (generator, _) => generator.PopRaw();

        table[ILOpCode.Volatile] = static (generator, _) => generator.IsVolatile = true;
        table[ILOpCode.Unaligned] = static (generator, instruction) => generator.UnalignedPrefix = (int)instruction.Operand;
        table[ILOpCode.Constrained] = static (generator, instruction) =>
            generator.Constraint = generator.Body.ResolveType(instruction.Token);
        table[ILOpCode.Readonly] = static (_, _) => { };
        table[ILOpCode.Tail] = static (_, _) => { };
    }

    private static void Duplicate(MethodGenerator generator, Instruction instruction)
    {
        // A box that is used twice must be one object.
        Value value = generator.Pop();
        generator.Push(value);
        generator.Push(value);
    }

    private static void PushFloat(MethodGenerator generator, ConcreteType type, string ir, double value)
    {
        generator.RejectFloatInKernel();
        // LLVM writes a float constant as the bits of the double of the same value.
        string bits = BitConverter.DoubleToInt64Bits(value).ToString("X16", CultureInfo.InvariantCulture);
        generator.Push(MethodGenerator.Scalar(type, ir, "0x" + bits));
    }
}
