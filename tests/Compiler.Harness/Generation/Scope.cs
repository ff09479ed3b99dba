// What the code that is being generated can refer to.

namespace Xv6.Compiler.Harness.Generation;

/// <param name="Writable">False for loop counters and the like: assigning to them could make a loop endless.</param>
public sealed record Variable(string Name, GeneratedType Type, bool Writable = true);

/// <summary>An array or span; its length is a power of two, so that a mask makes any index good.</summary>
public sealed record Sequence(string Name, PrimitiveType Element, int Length, bool IsSpan);

/// <param name="ByReference">Which parameters are <c>ref</c>.</param>
public sealed record Helper(string Name, GeneratedType Result, IReadOnlyList<GeneratedType> Parameters, IReadOnlyList<bool> ByReference);

public sealed class Scope
{
    private int _names;

    public List<Variable> Variables { get; } = [];

    public List<Sequence> Sequences { get; } = [];

    /// <summary>Variables of the type Shape.</summary>
    public List<string> Objects { get; } = [];

    /// <summary>True inside lambdas, which must not touch spans.</summary>
    public bool InLambda { get; set; }

    public string NewName(string prefix) => $"{prefix}{_names++}";

    public IEnumerable<Sequence> UsableSequences => InLambda ? Sequences.Where(sequence => !sequence.IsSpan) : Sequences;

    /// <summary>Runs an action whose declarations end with it.</summary>
    public void Nested(Action action)
    {
        int variables = Variables.Count;
        int sequences = Sequences.Count;
        action();
        Variables.RemoveRange(variables, Variables.Count - variables);
        Sequences.RemoveRange(sequences, Sequences.Count - sequences);
    }
}
