// A method prepared for evaluation: decoded once, its operands resolved once each, its variables laid out in one block.

using System.Collections.Immutable;
using Xv6.Compiler.IntermediateLanguage;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Evaluation.Interpretation;

internal sealed class EvaluatedMethod
{
    private const int VariableAlignment = 16;

    private readonly Dictionary<int, int> _indices = [];
    private readonly object?[] _operands;

    public EvaluatedMethod(MethodInstance method, MethodBody body)
    {
        Method = method;
        Body = body;
        Instructions = [.. body.Instructions];
        _operands = new object?[Instructions.Length];
        for (int index = 0; index < Instructions.Length; index++)
            _indices.Add(Instructions[index].Offset, index);
        _indices.Add(body.Code.Length, Instructions.Length);

        ArgumentTypes = method.ArgumentTypes;
        int size = 0;
        ArgumentOffsets = [.. ArgumentTypes.Select(type => Place(type, ref size))];
        LocalOffsets = [.. body.LocalTypes.Select(type => Place(type, ref size))];
        VariablesSize = size;
    }

    public MethodInstance Method { get; }

    public MethodBody Body { get; }

    public Instruction[] Instructions { get; }

    public ImmutableArray<ConcreteType> ArgumentTypes { get; }

    /// <summary>Where arguments and locals lie in the block of a call's variables.</summary>
    public ImmutableArray<int> ArgumentOffsets { get; }

    public ImmutableArray<int> LocalOffsets { get; }

    public int VariablesSize { get; }

    /// <summary>The index of the instruction at an IL offset.</summary>
    public int IndexAt(int offset) => _indices[offset];

    /// <summary>The type that an instruction's token means.</summary>
    public ConcreteType TypeOf(int index) => (ConcreteType)(_operands[index] ??= Body.ResolveType(Instructions[index].Token));

    public MethodInstance MethodOf(int index) => (MethodInstance)(_operands[index] ??= Body.ResolveMethod(Instructions[index].Token));

    public FieldInstance FieldOf(int index) => (FieldInstance)(_operands[index] ??= Body.ResolveField(Instructions[index].Token));

    private static int Place(ConcreteType type, ref int size)
    {
        int offset = (size + VariableAlignment - 1) & -VariableAlignment;
        size = offset + type.Size;
        return offset;
    }
}
