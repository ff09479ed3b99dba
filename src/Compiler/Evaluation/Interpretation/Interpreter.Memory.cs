// Indirect accesses, block operations, stackalloc.

using System.Reflection.Metadata;
using Xv6.Compiler.Evaluation.Memory;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Evaluation.Interpretation;

internal sealed partial class Interpreter
{
    public static void LoadIndirect(Interpreter interpreter, Frame frame)
    {
        Value address = frame.Pop();
        frame.Push(MemoryAccess.Load(interpreter.AccessedType(frame), address.Block, address.Bits));
    }

    public static void StoreIndirect(Interpreter interpreter, Frame frame)
    {
        Value value = frame.Pop();
        Value address = frame.Pop();
        interpreter.Memory.Store(interpreter.AccessedType(frame), address.Block, address.Bits, value);
    }

    public static void CopyObject(Interpreter interpreter, Frame frame)
    {
        Value source = frame.Pop();
        interpreter.Memory.Copy(frame.Pop(), source, frame.Method.TypeOf(frame.Current).Size);
    }

    public static void InitializeObject(Interpreter interpreter, Frame frame) =>
        interpreter.Memory.Fill(frame.Pop(), frame.Method.TypeOf(frame.Current).Size, 0);

    public static void CopyBytes(Interpreter interpreter, Frame frame)
    {
        long count = (uint)frame.Pop().Int32;
        Value source = frame.Pop();
        interpreter.Memory.Copy(frame.Pop(), source, count);
    }

    public static void FillBytes(Interpreter interpreter, Frame frame)
    {
        long count = (uint)frame.Pop().Int32;
        byte value = (byte)frame.Pop().Int32;
        interpreter.Memory.Fill(frame.Pop(), count, value);
    }

    public static void AllocateLocal(Interpreter interpreter, Frame frame)
    {
        long size = frame.Pop().Number;
        frame.Push(size == 0 ? Value.Null : Value.To(EvaluationHeap.NewTemporary(size)));
    }

    /// <summary>The type that a ldind, stind, ldelem, stelem, ldobj or stobj moves.</summary>
    private ConcreteType AccessedType(Frame frame)
    {
        PrimitiveKind kind = frame.Instruction.OpCode switch
        {
            ILOpCode.Ldind_i1 or ILOpCode.Stind_i1 or ILOpCode.Ldelem_i1 or ILOpCode.Stelem_i1 => PrimitiveKind.SByte,
            ILOpCode.Ldind_u1 or ILOpCode.Ldelem_u1 => PrimitiveKind.Byte,
            ILOpCode.Ldind_i2 or ILOpCode.Stind_i2 or ILOpCode.Ldelem_i2 or ILOpCode.Stelem_i2 => PrimitiveKind.Int16,
            ILOpCode.Ldind_u2 or ILOpCode.Ldelem_u2 => PrimitiveKind.UInt16,
            ILOpCode.Ldind_i4 or ILOpCode.Ldind_u4 or ILOpCode.Stind_i4 => PrimitiveKind.Int32,
            ILOpCode.Ldelem_i4 or ILOpCode.Ldelem_u4 or ILOpCode.Stelem_i4 => PrimitiveKind.Int32,
            ILOpCode.Ldind_i8 or ILOpCode.Stind_i8 or ILOpCode.Ldelem_i8 or ILOpCode.Stelem_i8 => PrimitiveKind.Int64,
            ILOpCode.Ldind_i or ILOpCode.Stind_i or ILOpCode.Ldelem_i or ILOpCode.Stelem_i => PrimitiveKind.NativeInt,
            ILOpCode.Ldind_r4 or ILOpCode.Stind_r4 or ILOpCode.Ldelem_r4 or ILOpCode.Stelem_r4 => PrimitiveKind.Single,
            ILOpCode.Ldind_r8 or ILOpCode.Stind_r8 or ILOpCode.Ldelem_r8 or ILOpCode.Stelem_r8 => PrimitiveKind.Double,
            _ => PrimitiveKind.None,
        };
        if (kind != PrimitiveKind.None)
            return Context.WellKnown.Get(kind);
        return frame.Instruction.OpCode is ILOpCode.Ldind_ref or ILOpCode.Stind_ref or ILOpCode.Ldelem_ref or ILOpCode.Stelem_ref
            ? Context.WellKnown.Object
            : frame.Method.TypeOf(frame.Current);
    }
}
