// Constants, arguments, locals, branches.

using System.Reflection.Metadata;
using Xv6.Compiler.Evaluation.Memory;
using Xv6.Compiler.IntermediateLanguage;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Evaluation.Interpretation;

internal sealed partial class Interpreter
{
    public static void LoadConstant(Interpreter interpreter, Frame frame)
    {
        Instruction instruction = frame.Instruction;
        frame.Push(instruction.OpCode switch
        {
            ILOpCode.Ldnull => Value.Null,
            ILOpCode.Ldstr => Value.To(interpreter.Heap.Literal(frame.Method.Body.ResolveString(instruction.Token))),
            ILOpCode.Ldc_i8 => Value.From(instruction.Operand),
            ILOpCode.Ldc_r4 => Value.From(BitConverter.Int32BitsToSingle((int)instruction.Operand)),
            ILOpCode.Ldc_r8 => Value.From(BitConverter.Int64BitsToDouble(instruction.Operand)),
            ILOpCode.Ldc_i4 or ILOpCode.Ldc_i4_s => Value.From((int)instruction.Operand),
            _ => Value.From((int)instruction.OpCode - (int)ILOpCode.Ldc_i4_0),
        });
    }

    public static void LoadArgument(Interpreter interpreter, Frame frame)
    {
        int index = NumberOf(frame.Instruction, ILOpCode.Ldarg_0);
        frame.Push(MemoryAccess.Load(frame.Method.ArgumentTypes[index], frame.Variables, frame.Method.ArgumentOffsets[index]));
    }

    public static void LoadArgumentAddress(Interpreter interpreter, Frame frame) =>
        frame.Push(Value.To(frame.Variables, frame.Method.ArgumentOffsets[frame.Instruction.Token]));

    public static void StoreArgument(Interpreter interpreter, Frame frame)
    {
        int index = frame.Instruction.Token;
        interpreter.Memory.Store(frame.Method.ArgumentTypes[index], frame.Variables, frame.Method.ArgumentOffsets[index], frame.Pop());
    }

    public static void LoadLocal(Interpreter interpreter, Frame frame)
    {
        int index = NumberOf(frame.Instruction, ILOpCode.Ldloc_0);
        frame.Push(MemoryAccess.Load(frame.Method.Body.LocalTypes[index], frame.Variables, frame.Method.LocalOffsets[index]));
    }

    public static void LoadLocalAddress(Interpreter interpreter, Frame frame) =>
        frame.Push(Value.To(frame.Variables, frame.Method.LocalOffsets[frame.Instruction.Token]));

    public static void StoreLocal(Interpreter interpreter, Frame frame)
    {
        int index = NumberOf(frame.Instruction, ILOpCode.Stloc_0);
        interpreter.Memory.Store(frame.Method.Body.LocalTypes[index], frame.Variables, frame.Method.LocalOffsets[index], frame.Pop());
    }

    public static void BranchIf(Frame frame, bool condition)
    {
        if (condition)
            frame.JumpTo(frame.Instruction.Token);
    }

    public static void Switch(Interpreter interpreter, Frame frame)
    {
        uint choice = (uint)frame.Pop().Int32;
        if (choice < (uint)frame.Instruction.Targets.Length)
            frame.JumpTo(frame.Instruction.Targets[(int)choice]);
    }

    public static void Throw(Interpreter interpreter, Frame frame) =>
        throw new EvaluationException($"throws {frame.Pop().Block.Type} in {frame.Method.Method.FullName}");

    public static void Return(Interpreter interpreter, Frame frame)
    {
        ConcreteType type = frame.Method.Method.ReturnType;
        frame.Return(type.IsVoid ? null : interpreter.Normalize(type, frame.Pop()));
    }

    /// <summary>The value as a variable of the type would hold it: small integers lose their upper bits.</summary>
    public Value Normalize(ConcreteType type, Value value)
    {
        if (value.Target is not null || type.Primitive is PrimitiveKind.None || type.Size == TypeSystemContext.PointerSize)
            return value;
        MemoryBlock variable = EvaluationHeap.NewTemporary(type.Size);
        Memory.Store(type, variable, 0, value);
        return MemoryAccess.Load(type, variable, 0);
    }

    /// <summary>An argument's or local's number: the operand, or part of a short opcode.</summary>
    private static int NumberOf(in Instruction instruction, ILOpCode first)
    {
        int number = (int)instruction.OpCode - (int)first;
        return number is >= 0 and < 4 ? number : instruction.Token;
    }
}
