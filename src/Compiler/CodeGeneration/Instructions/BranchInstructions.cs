// Branches, switch, leave, return, throw. An edge that is known to be dead is not followed.

using System.Reflection.Metadata;
using Xv6.Compiler.IntermediateLanguage;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Instructions;

internal static class BranchInstructions
{
    public static void AddTo(Dictionary<ILOpCode, Action<MethodGenerator, Instruction>> table)
    {
        table[ILOpCode.Br] = table[ILOpCode.Br_s] = static (generator, instruction) =>
            generator.Ir.Branch(generator.Edge(instruction.Token));
        table[ILOpCode.Brtrue] = table[ILOpCode.Brtrue_s] = static (generator, instruction) => BranchOnValue(generator, instruction, true);
        table[ILOpCode.Brfalse] = table[ILOpCode.Brfalse_s] = static (generator, instruction) => BranchOnValue(generator, instruction, false);
        AddComparison(table, ILOpCode.Beq, ILOpCode.Beq_s, Comparison.Equal);
        AddComparison(table, ILOpCode.Bne_un, ILOpCode.Bne_un_s, Comparison.NotEqual);
        AddComparison(table, ILOpCode.Blt, ILOpCode.Blt_s, Comparison.Less);
        AddComparison(table, ILOpCode.Blt_un, ILOpCode.Blt_un_s, Comparison.LessUnsigned);
        AddComparison(table, ILOpCode.Ble, ILOpCode.Ble_s, Comparison.LessOrEqual);
        AddComparison(table, ILOpCode.Ble_un, ILOpCode.Ble_un_s, Comparison.LessOrEqualUnsigned);
        AddComparison(table, ILOpCode.Bgt, ILOpCode.Bgt_s, Comparison.Greater);
        AddComparison(table, ILOpCode.Bgt_un, ILOpCode.Bgt_un_s, Comparison.GreaterUnsigned);
        AddComparison(table, ILOpCode.Bge, ILOpCode.Bge_s, Comparison.GreaterOrEqual);
        AddComparison(table, ILOpCode.Bge_un, ILOpCode.Bge_un_s, Comparison.GreaterOrEqualUnsigned);
        table[ILOpCode.Switch] = Switch;
        table[ILOpCode.Leave] = table[ILOpCode.Leave_s] = static (generator, instruction) => generator.Leave(instruction.Token);
        table[ILOpCode.Endfinally] = static (generator, _) => generator.EndFinally();
        table[ILOpCode.Ret] = static (generator, _) => generator.Return(generator.Method.ReturnType.IsVoid ? null : generator.Pop());
        table[ILOpCode.Throw] = Throw;
    }

    private static void AddComparison(
        Dictionary<ILOpCode, Action<MethodGenerator, Instruction>> table, ILOpCode code, ILOpCode shortCode, Comparison comparison)
    {
        table[code] = table[shortCode] = (generator, instruction) =>
        {
            (string condition, bool? known) = ComparisonInstructions.Compare(generator, comparison);
            BranchTo(generator, instruction, condition, known);
        };
    }

    private static void BranchOnValue(MethodGenerator generator, Instruction instruction, bool whenNonZero)
    {
        Value value = generator.PopRaw();
        if (IsKnownNonZero(value) is { } nonZero)
        {
            BranchTo(generator, instruction, "", nonZero == whenNonZero);
            return;
        }

        value = generator.Materialize(value);
        string zero = MethodGenerator.ZeroOf(value.Ir);
        BranchTo(generator, instruction, generator.Ir.Emit($"icmp {(whenNonZero ? "ne" : "eq")} {value.Ir} {value.Text}, {zero}"), null);
    }

    private static bool? IsKnownNonZero(Value value)
    {
        if (value.Constant is { } constant)
            return constant != 0;
        if (value.IsNullConstant)
            return false;
        return value.Known switch
        {
            PendingBox { Content.Type: DefinedType { IsNullable: true } } => null,
            PendingBox or string => true,
            _ => value.IsNonNull && value.Type.IsObjectReference ? true : null,
        };
    }

    private static void BranchTo(MethodGenerator generator, Instruction instruction, string condition, bool? known)
    {
        if (known is { } taken)
            generator.Ir.Branch(generator.Edge(taken ? instruction.Token : instruction.NextOffset));
        else
            generator.Ir.BranchIf(condition, generator.Edge(instruction.Token), generator.Edge(instruction.NextOffset));
    }

    private static void Switch(MethodGenerator generator, Instruction instruction)
    {
        Value value = generator.PopAs("i32");
        if (value.Constant is { } constant)
        {
            bool isCase = constant >= 0 && constant < instruction.Targets.Length;
            generator.Ir.Branch(generator.Edge(isCase ? instruction.Targets[(int)constant] : instruction.NextOffset));
            return;
        }

        string cases = string.Join(' ', instruction.Targets.Select((target, number) => $"i32 {number}, label %{generator.Edge(target)}"));
        generator.Ir.Fork($"switch i32 {value.Text}, label %{generator.Edge(instruction.NextOffset)} [ {cases} ]");
    }

    private static void Throw(MethodGenerator generator, Instruction instruction)
    {
        Value exception = generator.PopRaw();
        string name = exception.Type is DefinedType type ? type.SimpleName : "exception";
        string? message = (exception.Known as PendingException)?.Message;
        generator.Panic(message is null ? name : $"{name}: {message}");
    }
}
