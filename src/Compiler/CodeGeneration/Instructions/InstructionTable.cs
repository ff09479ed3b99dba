// Which method generates which IL instruction.

using System.Reflection.Metadata;
using Xv6.Compiler.IntermediateLanguage;

namespace Xv6.Compiler.CodeGeneration.Instructions;

/// <summary>Maps opcodes to generators.</summary>
internal static class InstructionTable
{
    private static readonly Dictionary<ILOpCode, Action<MethodGenerator, Instruction>> s_table = Create();

    /// <summary>The generator of an instruction, or null if it is not supported.</summary>
    public static Action<MethodGenerator, Instruction>? Get(ILOpCode code) => s_table.GetValueOrDefault(code);

    private static Dictionary<ILOpCode, Action<MethodGenerator, Instruction>> Create()
    {
        Dictionary<ILOpCode, Action<MethodGenerator, Instruction>> table = [];
        StackInstructions.AddTo(table);
        VariableInstructions.AddTo(table);
        ArithmeticInstructions.AddTo(table);
        CheckedInstructions.AddTo(table);
        ComparisonInstructions.AddTo(table);
        ConversionInstructions.AddTo(table);
        BranchInstructions.AddTo(table);
        MemoryInstructions.AddTo(table);
        FieldInstructions.AddTo(table);
        ArrayInstructions.AddTo(table);
        ObjectInstructions.AddTo(table);
        CastInstructions.AddTo(table);
        CallInstructions.AddTo(table);
        DelegateInstructions.AddTo(table);
        return table;
    }
}
