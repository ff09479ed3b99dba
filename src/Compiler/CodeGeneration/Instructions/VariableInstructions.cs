// Arguments, locals, and memory on the stack.

using System.Reflection.Metadata;
using Xv6.Compiler.IntermediateLanguage;

namespace Xv6.Compiler.CodeGeneration.Instructions;

internal static class VariableInstructions
{
    private const int StackAlignment = 16;

    public static void AddTo(Dictionary<ILOpCode, Action<MethodGenerator, Instruction>> table)
    {
        for (int number = 0; number < 4; number++)
        {
            int index = number;
            table[(ILOpCode)((int)ILOpCode.Ldarg_0 + number)] = (generator, _) => LoadArgument(generator, index);
            table[(ILOpCode)((int)ILOpCode.Ldloc_0 + number)] = (generator, _) => LoadLocal(generator, index);
            table[(ILOpCode)((int)ILOpCode.Stloc_0 + number)] = (generator, _) => StoreLocal(generator, index);
        }

        table[ILOpCode.Ldarg_s] = table[ILOpCode.Ldarg] =
            static (generator, instruction) => LoadArgument(generator, (int)instruction.Operand);
        table[ILOpCode.Ldloc_s] = table[ILOpCode.Ldloc] =
            static (generator, instruction) => LoadLocal(generator, (int)instruction.Operand);
        table[ILOpCode.Stloc_s] = table[ILOpCode.Stloc] =
            static (generator, instruction) => StoreLocal(generator, (int)instruction.Operand);
        table[ILOpCode.Starg_s] = table[ILOpCode.Starg] = static (generator, instruction) =>
        {
            int index = (int)instruction.Operand;
            generator.Store(generator.Pop(), generator.Shape.Parameters[index], generator.ArgumentAddress(index));
        };
        table[ILOpCode.Ldarga_s] = table[ILOpCode.Ldarga] = static (generator, instruction) =>
        {
            int index = (int)instruction.Operand;
            generator.Push(MethodGenerator.Scalar(
                generator.Shape.Parameters[index].MakeByReference(), "ptr", generator.ArgumentAddress(index)) with
            { IsNonNull = true });
        };
        table[ILOpCode.Ldloca_s] = table[ILOpCode.Ldloca] = static (generator, instruction) =>
        {
            int index = (int)instruction.Operand;
            generator.Push(MethodGenerator.Scalar(
                generator.Body.LocalTypes[index].MakeByReference(), "ptr", generator.LocalAddress(index)) with
            { IsNonNull = true });
        };
        table[ILOpCode.Localloc] = AllocateOnStack;
    }

    private static void LoadArgument(MethodGenerator generator, int index) => generator.Push(
        generator.DirectArgument(index) ?? generator.Load(generator.Shape.Parameters[index], generator.ArgumentAddress(index)));

    private static void LoadLocal(MethodGenerator generator, int index) =>
        generator.Push(generator.Load(generator.Body.LocalTypes[index], generator.LocalAddress(index)));

    private static void StoreLocal(MethodGenerator generator, int index) =>
        generator.Store(generator.Pop(), generator.Body.LocalTypes[index], generator.LocalAddress(index));

    // Memory of a constant size outside of loops belongs to the frame; anything else moves the stack pointer when it is reached.
    private static void AllocateOnStack(MethodGenerator generator, Instruction instruction)
    {
        Value size = generator.Pop();
        string address;
        if (size.Constant is { } constant && !BlockFinder.IsInLoop(generator.Body, instruction.Offset))
            address = generator.Ir.Alloca($"[{Math.Max(constant, 1)} x i8]", StackAlignment);
        else
            address = generator.Ir.Emit($"alloca i8, i64 {generator.As(size, "i64")}, align {StackAlignment}");
        if (generator.Body.InitializesLocals)
        {
            generator.Ir.Do($"call void @llvm.memset.p0.i64(ptr align {StackAlignment} {address}, i8 0, "
                + $"i64 {generator.As(size, "i64")}, i1 false)");
        }

        generator.Push(MethodGenerator.Scalar(generator.WellKnown.Void.MakePointer(), "ptr", address) with { IsNonNull = true });
    }
}
