// From opcodes to the interpreter's handlers.

using System.Reflection.Metadata;
using static Xv6.Compiler.Evaluation.Interpretation.Interpreter;

namespace Xv6.Compiler.Evaluation.Interpretation;

/// <summary>Evaluates the frame's current instruction.</summary>
internal delegate void InstructionHandler(Interpreter interpreter, Frame frame);

internal static class InstructionTable
{
    /// <summary>Opcodes are one byte, or 0xfe and one byte: the table has room for both kinds.</summary>
    private static readonly InstructionHandler?[] s_handlers = new InstructionHandler?[512];

    static InstructionTable()
    {
        AddConstantsAndVariables();
        AddArithmetic();
        AddConversions();
        AddBranches();
        AddMemory();
        AddObjects();
        AddCalls();
    }

    public static InstructionHandler HandlerOf(ILOpCode opCode) =>
        s_handlers[IndexOf(opCode)] ?? throw new EvaluationException($"uses the instruction {opCode.ToString().ToLowerInvariant()}");

    private static int IndexOf(ILOpCode opCode) => (byte)opCode + ((int)opCode > byte.MaxValue ? 256 : 0);

    private static void Add(ILOpCode opCode, InstructionHandler handler) => s_handlers[IndexOf(opCode)] = handler;

    private static void Add(InstructionHandler handler, params ReadOnlySpan<ILOpCode> opCodes)
    {
        foreach (ILOpCode opCode in opCodes)
            Add(opCode, handler);
    }

    private static void AddConstantsAndVariables()
    {
        Add(static (_, _) => { }, ILOpCode.Nop, ILOpCode.Break, ILOpCode.Readonly, ILOpCode.Volatile, ILOpCode.Unaligned, ILOpCode.Tail);
        Add(
            LoadConstant,
            ILOpCode.Ldc_i4, ILOpCode.Ldc_i4_s, ILOpCode.Ldc_i8, ILOpCode.Ldc_r4, ILOpCode.Ldc_r8, ILOpCode.Ldnull, ILOpCode.Ldstr);
        for (ILOpCode opCode = ILOpCode.Ldc_i4_m1; opCode <= ILOpCode.Ldc_i4_8; opCode++)
            Add(opCode, LoadConstant);
        Add(LoadArgument, ILOpCode.Ldarg_0, ILOpCode.Ldarg_1, ILOpCode.Ldarg_2, ILOpCode.Ldarg_3, ILOpCode.Ldarg_s, ILOpCode.Ldarg);
        Add(LoadLocal, ILOpCode.Ldloc_0, ILOpCode.Ldloc_1, ILOpCode.Ldloc_2, ILOpCode.Ldloc_3, ILOpCode.Ldloc_s, ILOpCode.Ldloc);
        Add(StoreLocal, ILOpCode.Stloc_0, ILOpCode.Stloc_1, ILOpCode.Stloc_2, ILOpCode.Stloc_3, ILOpCode.Stloc_s, ILOpCode.Stloc);
        Add(StoreArgument, ILOpCode.Starg_s, ILOpCode.Starg);
        Add(LoadArgumentAddress, ILOpCode.Ldarga_s, ILOpCode.Ldarga);
        Add(LoadLocalAddress, ILOpCode.Ldloca_s, ILOpCode.Ldloca);
        Add(ILOpCode.Dup, static (_, frame) => frame.Push(frame.Peek()));
        Add(ILOpCode.Pop, static (_, frame) => frame.Pop());
    }

    private static void AddArithmetic()
    {
        Add(
            Binary,
            ILOpCode.Add, ILOpCode.Sub, ILOpCode.Mul, ILOpCode.Div, ILOpCode.Div_un, ILOpCode.Rem, ILOpCode.Rem_un, ILOpCode.And,
            ILOpCode.Or, ILOpCode.Xor);
        Add(
            CheckedBinary,
            ILOpCode.Add_ovf, ILOpCode.Add_ovf_un, ILOpCode.Sub_ovf, ILOpCode.Sub_ovf_un, ILOpCode.Mul_ovf, ILOpCode.Mul_ovf_un);
        Add(Shift, ILOpCode.Shl, ILOpCode.Shr, ILOpCode.Shr_un);
        Add(Unary, ILOpCode.Neg, ILOpCode.Not);
        Add(Compare, ILOpCode.Ceq, ILOpCode.Cgt, ILOpCode.Cgt_un, ILOpCode.Clt, ILOpCode.Clt_un);
    }

    private static void AddConversions()
    {
        Add(
            Convert,
            ILOpCode.Conv_i1, ILOpCode.Conv_i2, ILOpCode.Conv_i4, ILOpCode.Conv_i8, ILOpCode.Conv_i, ILOpCode.Conv_u1, ILOpCode.Conv_u2,
            ILOpCode.Conv_u4, ILOpCode.Conv_u8, ILOpCode.Conv_u, ILOpCode.Conv_r4, ILOpCode.Conv_r8, ILOpCode.Conv_r_un);
        Add(
            CheckedConvert,
            ILOpCode.Conv_ovf_i1, ILOpCode.Conv_ovf_i2, ILOpCode.Conv_ovf_i4, ILOpCode.Conv_ovf_i8, ILOpCode.Conv_ovf_i,
            ILOpCode.Conv_ovf_u1, ILOpCode.Conv_ovf_u2, ILOpCode.Conv_ovf_u4, ILOpCode.Conv_ovf_u8, ILOpCode.Conv_ovf_u,
            ILOpCode.Conv_ovf_i1_un, ILOpCode.Conv_ovf_i2_un, ILOpCode.Conv_ovf_i4_un, ILOpCode.Conv_ovf_i8_un, ILOpCode.Conv_ovf_i_un,
            ILOpCode.Conv_ovf_u1_un, ILOpCode.Conv_ovf_u2_un, ILOpCode.Conv_ovf_u4_un, ILOpCode.Conv_ovf_u8_un, ILOpCode.Conv_ovf_u_un);
    }

    private static void AddBranches()
    {
        Add(static (_, frame) => frame.JumpTo(frame.Instruction.Token), ILOpCode.Br, ILOpCode.Br_s);
        Add(static (_, frame) => BranchIf(frame, frame.Pop().IsTrue), ILOpCode.Brtrue, ILOpCode.Brtrue_s);
        Add(static (_, frame) => BranchIf(frame, !frame.Pop().IsTrue), ILOpCode.Brfalse, ILOpCode.Brfalse_s);
        Add(
            CompareAndBranch,
            ILOpCode.Beq, ILOpCode.Beq_s, ILOpCode.Bne_un, ILOpCode.Bne_un_s, ILOpCode.Bge, ILOpCode.Bge_s, ILOpCode.Bge_un,
            ILOpCode.Bge_un_s, ILOpCode.Bgt, ILOpCode.Bgt_s, ILOpCode.Bgt_un, ILOpCode.Bgt_un_s, ILOpCode.Ble, ILOpCode.Ble_s,
            ILOpCode.Ble_un, ILOpCode.Ble_un_s, ILOpCode.Blt, ILOpCode.Blt_s, ILOpCode.Blt_un, ILOpCode.Blt_un_s);
        Add(ILOpCode.Switch, Switch);
        Add(static (_, frame) => frame.Leave(frame.Instruction.Token), ILOpCode.Leave, ILOpCode.Leave_s);
        Add(ILOpCode.Endfinally, static (_, frame) => frame.EndFinally());
        Add(ILOpCode.Throw, Throw);
    }

    private static void AddMemory()
    {
        Add(
            LoadIndirect,
            ILOpCode.Ldind_i1, ILOpCode.Ldind_u1, ILOpCode.Ldind_i2, ILOpCode.Ldind_u2, ILOpCode.Ldind_i4, ILOpCode.Ldind_u4,
            ILOpCode.Ldind_i8, ILOpCode.Ldind_i, ILOpCode.Ldind_r4, ILOpCode.Ldind_r8, ILOpCode.Ldind_ref, ILOpCode.Ldobj);
        Add(
            StoreIndirect,
            ILOpCode.Stind_i1, ILOpCode.Stind_i2, ILOpCode.Stind_i4, ILOpCode.Stind_i8, ILOpCode.Stind_i, ILOpCode.Stind_r4,
            ILOpCode.Stind_r8, ILOpCode.Stind_ref, ILOpCode.Stobj);
        Add(ILOpCode.Cpobj, CopyObject);
        Add(ILOpCode.Initobj, InitializeObject);
        Add(ILOpCode.Cpblk, CopyBytes);
        Add(ILOpCode.Initblk, FillBytes);
        Add(ILOpCode.Localloc, AllocateLocal);
        Add(ILOpCode.Sizeof, static (_, frame) => frame.Push(Value.From(frame.Method.TypeOf(frame.Current).Size)));
    }

    private static void AddObjects()
    {
        Add(ILOpCode.Ldfld, LoadField);
        Add(ILOpCode.Ldflda, LoadFieldAddress);
        Add(ILOpCode.Stfld, StoreField);
        Add(ILOpCode.Ldsfld, LoadStaticField);
        Add(ILOpCode.Ldsflda, LoadStaticFieldAddress);
        Add(ILOpCode.Stsfld, StoreStaticField);
        Add(ILOpCode.Newarr, NewArray);
        Add(ILOpCode.Ldlen, LoadLength);
        Add(ILOpCode.Ldelema, LoadElementAddress);
        Add(
            LoadElement,
            ILOpCode.Ldelem, ILOpCode.Ldelem_i1, ILOpCode.Ldelem_u1, ILOpCode.Ldelem_i2, ILOpCode.Ldelem_u2, ILOpCode.Ldelem_i4,
            ILOpCode.Ldelem_u4, ILOpCode.Ldelem_i8, ILOpCode.Ldelem_i, ILOpCode.Ldelem_r4, ILOpCode.Ldelem_r8, ILOpCode.Ldelem_ref);
        Add(
            StoreElement,
            ILOpCode.Stelem, ILOpCode.Stelem_i1, ILOpCode.Stelem_i2, ILOpCode.Stelem_i4, ILOpCode.Stelem_i8, ILOpCode.Stelem_i,
            ILOpCode.Stelem_r4, ILOpCode.Stelem_r8, ILOpCode.Stelem_ref);
        Add(ILOpCode.Box, Box);
        Add(ILOpCode.Unbox, Unbox);
        Add(ILOpCode.Unbox_any, UnboxAny);
        Add(ILOpCode.Isinst, static (_, frame) => Cast(frame, throws: false));
        Add(ILOpCode.Castclass, static (_, frame) => Cast(frame, throws: true));
        Add(ILOpCode.Ldtoken, LoadToken);
    }

    private static void AddCalls()
    {
        Add(ILOpCode.Call, CallMethod);
        Add(ILOpCode.Callvirt, CallVirtual);
        Add(ILOpCode.Calli, CallIndirect);
        Add(ILOpCode.Newobj, NewObject);
        Add(ILOpCode.Ldftn, static (_, frame) => frame.Push(new(ValueKind.Native, 0, frame.Method.MethodOf(frame.Current))));
        Add(ILOpCode.Ldvirtftn, LoadVirtualFunction);
        Add(ILOpCode.Constrained, static (_, frame) => frame.Constraint = frame.Method.TypeOf(frame.Current));
        Add(ILOpCode.Ret, Return);
    }
}
