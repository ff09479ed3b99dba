// Comparisons, for their value and for branches.

using System.Reflection.Metadata;
using Xv6.Compiler.IntermediateLanguage;

namespace Xv6.Compiler.CodeGeneration.Instructions;

/// <summary>What is compared: signed, or unsigned (for floats: unordered counts as true).</summary>
internal enum Comparison
{
    Equal,
    NotEqual,
    Less,
    LessUnsigned,
    LessOrEqual,
    LessOrEqualUnsigned,
    Greater,
    GreaterUnsigned,
    GreaterOrEqual,
    GreaterOrEqualUnsigned,
}

internal static class ComparisonInstructions
{
    public static void AddTo(Dictionary<ILOpCode, Action<MethodGenerator, Instruction>> table)
    {
        table[ILOpCode.Ceq] = static (generator, _) => PushComparison(generator, Comparison.Equal);
        table[ILOpCode.Cgt] = static (generator, _) => PushComparison(generator, Comparison.Greater);
        table[ILOpCode.Cgt_un] = static (generator, _) => PushComparison(generator, Comparison.GreaterUnsigned);
        table[ILOpCode.Clt] = static (generator, _) => PushComparison(generator, Comparison.Less);
        table[ILOpCode.Clt_un] = static (generator, _) => PushComparison(generator, Comparison.LessUnsigned);
    }

    private static void PushComparison(MethodGenerator generator, Comparison comparison)
    {
        (string condition, bool? known) = Compare(generator, comparison);
        generator.Push(known is { } constant ? generator.Boolean(constant) : generator.FromCondition(condition));
    }

    /// <summary>Takes two values and compares them: an i1, or a constant if the result is known.</summary>
    public static (string Condition, bool? Known) Compare(MethodGenerator generator, Comparison comparison)
    {
        if (CompareBoxWithNull(generator, comparison) is { } known)
            return ("", known);
        Value right = generator.Pop();
        Value left = generator.Pop();
        if (left.IsPointer && right.IsPointer)
        {
            return left.IsNullConstant && right.IsNullConstant
                ? ("", Evaluate(comparison, 0, 0, "i64"))
                : (generator.Ir.Emit($"icmp {Predicate(comparison)} ptr {left.Text}, {right.Text}"), null);
        }

        generator.Push(left);
        generator.Push(right);
        (left, right, string ir) = ArithmeticInstructions.PopOperands(generator);
        if (left.IsFloat)
        {
            generator.RejectFloatInKernel();
            return (generator.Ir.Emit($"fcmp {FloatPredicate(comparison)} {ir} {left.Text}, {right.Text}"), null);
        }

        return left.Constant is { } a && right.Constant is { } b
            ? ("", Evaluate(comparison, a, b, ir))
            : (generator.Ir.Emit($"icmp {Predicate(comparison)} {ir} {left.Text}, {right.Text}"), null);
    }

    // Generic code asks "is this T null?" by boxing; for a struct that is a constant and needs no box.
    private static bool? CompareBoxWithNull(MethodGenerator generator, Comparison comparison)
    {
        Value right = generator.Stack[^1];
        Value left = generator.Stack[^2];
        if (left.Known is not PendingBox box || !right.IsNullConstant
            || box.Content.Type is TypeSystem.DefinedType { IsNullable: true })
            return null;
        bool? result = comparison switch
        {
            Comparison.Equal => false,
            Comparison.NotEqual or Comparison.GreaterUnsigned => true,
            _ => null,
        };
        if (result is not null)
            generator.PopRaw(2);
        return result;
    }

    private static string Predicate(Comparison comparison) => comparison switch
    {
        Comparison.Equal => "eq",
        Comparison.NotEqual => "ne",
        Comparison.Less => "slt",
        Comparison.LessUnsigned => "ult",
        Comparison.LessOrEqual => "sle",
        Comparison.LessOrEqualUnsigned => "ule",
        Comparison.Greater => "sgt",
        Comparison.GreaterUnsigned => "ugt",
        Comparison.GreaterOrEqual => "sge",
        _ => "uge",
    };

    private static string FloatPredicate(Comparison comparison) => comparison switch
    {
        Comparison.Equal => "oeq",
        Comparison.NotEqual => "une",
        Comparison.Less => "olt",
        Comparison.LessUnsigned => "ult",
        Comparison.LessOrEqual => "ole",
        Comparison.LessOrEqualUnsigned => "ule",
        Comparison.Greater => "ogt",
        Comparison.GreaterUnsigned => "ugt",
        Comparison.GreaterOrEqual => "oge",
        _ => "uge",
    };

    private static bool Evaluate(Comparison comparison, long a, long b, string ir)
    {
        (ulong left, ulong right) = ir == "i32" ? ((uint)a, (uint)b) : ((ulong)a, (ulong)b);
        return comparison switch
        {
            Comparison.Equal => a == b,
            Comparison.NotEqual => a != b,
            Comparison.Less => a < b,
            Comparison.LessUnsigned => left < right,
            Comparison.LessOrEqual => a <= b,
            Comparison.LessOrEqualUnsigned => left <= right,
            Comparison.Greater => a > b,
            Comparison.GreaterUnsigned => left > right,
            Comparison.GreaterOrEqual => a >= b,
            _ => left >= right,
        };
    }
}
