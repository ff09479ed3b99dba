// Writes the body of one LLVM function.
//
// Three streams are joined at the end: the prologue (allocas), the body, and the cold blocks at its end.

using System.Globalization;
using System.Text;

namespace Xv6.Compiler.CodeGeneration;

/// <summary>Instructions of one function, in text.</summary>
internal sealed class FunctionBuilder
{
    private readonly StringBuilder _prologue = new();
    private readonly StringBuilder _body = new();
    private readonly StringBuilder _cold = new();
    private int _nextValue;
    private int _nextLabel;

    /// <summary>Appended to each instruction: its debug location.</summary>
    public string Location { get; set; } = "";

    /// <summary>The current block has ended: nothing may be emitted before the next label.</summary>
    public bool IsTerminated { get; private set; }

    /// <summary>How many instructions the body has apart from its terminators.</summary>
    public int InstructionCount { get; private set; }

    /// <summary>One way leads through the function, from its start to its return.</summary>
    public bool IsStraight { get; private set; } = true;

    /// <summary>Emits an instruction that has a result, and returns the result's name.</summary>
    public string Emit(string instruction)
    {
        string name = NewName();
        _body.Append("  ").Append(name).Append(" = ").Append(instruction).Append(Location).Append('\n');
        InstructionCount++;
        return name;
    }

    /// <summary>Emits an instruction that has no result.</summary>
    public void Do(string instruction)
    {
        _body.Append("  ").Append(instruction).Append(Location).Append('\n');
        InstructionCount++;
    }

    /// <summary>Reserves stack memory for the whole function.</summary>
    public string Alloca(string type, int alignment, string? name = null)
    {
        name = name is null ? NewName() : $"%{name}";
        _prologue.Append(CultureInfo.InvariantCulture, $"  {name} = alloca {type}, align {alignment}\n");
        return name;
    }

    /// <summary>Emits an instruction before the body.</summary>
    public void DoInPrologue(string instruction) => _prologue.Append("  ").Append(instruction).Append('\n');

    public string NewLabel() => "c" + _nextLabel++.ToString(CultureInfo.InvariantCulture);

    /// <summary>Begins a block; falls through from the one before if that has not ended.</summary>
    public void StartBlock(string label)
    {
        if (!IsTerminated)
            Branch(label);
        _body.Append(label).Append(":\n");
        IsTerminated = false;
    }

    public void Branch(string label) => Terminate($"br label %{label}");

    public void BranchIf(string condition, string whenTrue, string whenFalse) =>
        Fork($"br i1 {condition}, label %{whenTrue}, label %{whenFalse}");

    public void Unreachable() => Fork("unreachable");

    /// <summary>Ends the current block with an instruction that has several successors, or none.</summary>
    public void Fork(string instruction)
    {
        Terminate(instruction);
        IsStraight = false;
    }

    /// <summary>Ends the current block with an instruction.</summary>
    public void Terminate(string instruction)
    {
        _body.Append("  ").Append(instruction).Append(Location).Append('\n');
        IsTerminated = true;
    }

    /// <summary>Adds a block to the end of the function that calls something and never returns.</summary>
    public string ColdCall(string call)
    {
        string label = NewLabel();
        _cold.Append(label).Append(":\n  ").Append(call).Append(Location).Append("\n  unreachable").Append(Location).Append('\n');
        return label;
    }

    public void AppendTo(StringBuilder text) =>
        text.Append("entry:\n").Append(_prologue).Append(_body).Append(_cold);

    private string NewName() => "%t" + _nextValue++.ToString(CultureInfo.InvariantCulture);
}
