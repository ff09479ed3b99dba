// One call of an evaluated method.

using System.Reflection.Metadata;
using Xv6.Compiler.Evaluation.Memory;
using Xv6.Compiler.IntermediateLanguage;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Evaluation.Interpretation;

/// <summary>The state of a call: its variables, its stack, and which instruction is next.</summary>
internal sealed class Frame(EvaluatedMethod method)
{
    private readonly Stack<Value> _stack = new();

    /// <summary>The finally handlers that the current <c>leave</c> still has to run, and where it goes afterwards.</summary>
    private readonly Stack<(List<int> Handlers, int Target)> _leaving = new();

    public EvaluatedMethod Method { get; } = method;

    /// <summary>Arguments and locals.</summary>
    public MemoryBlock Variables { get; } = EvaluationHeap.NewTemporary(method.VariablesSize);

    /// <summary>The index of the instruction being evaluated.</summary>
    public int Current { get; private set; }

    /// <summary>The index of the next instruction.</summary>
    public int Next { get; set; }

    /// <summary>From a <c>constrained.</c> prefix, for the call that follows it.</summary>
    public ConcreteType? Constraint { get; set; }

    public bool HasReturned { get; private set; }

    public Value? Result { get; private set; }

    public ref readonly Instruction Instruction => ref Method.Instructions[Current];

    public Instruction Advance()
    {
        Current = Next++;
        return Method.Instructions[Current];
    }

    public void Push(Value value) => _stack.Push(value);

    public Value Pop() => _stack.Pop();

    public Value Peek() => _stack.Peek();

    /// <summary>Pops the arguments of a call, the last one first.</summary>
    public Value[] Pop(int count)
    {
        Value[] values = new Value[count];
        for (int index = count - 1; index >= 0; index--)
            values[index] = _stack.Pop();
        return values;
    }

    public void JumpTo(int offset) => Next = Method.IndexAt(offset);

    public void Return(Value? result)
    {
        Result = result;
        HasReturned = true;
    }

    /// <summary>
    /// Leaves protected blocks: the finally handlers around here that don't also enclose the target run first, inner ones first.
    /// </summary>
    public void Leave(int target)
    {
        int from = Instruction.Offset;
        List<int> handlers =
        [
            .. Method.Body.ExceptionRegions
                .Where(region => region.Kind == ExceptionRegionKind.Finally && IsInside(region, from) && !IsInside(region, target))
                .OrderBy(region => region.TryLength)
                .Select(region => region.HandlerOffset),
        ];
        _stack.Clear();
        _leaving.Push((handlers, target));
        EndFinally();
    }

    /// <summary>Goes on with the next handler, or where <c>leave</c> wanted to go.</summary>
    public void EndFinally()
    {
        (List<int> handlers, int target) = _leaving.Peek();
        if (handlers.Count > 0)
        {
            JumpTo(handlers[0]);
            handlers.RemoveAt(0);
        }
        else
        {
            _leaving.Pop();
            JumpTo(target);
        }
    }

    private static bool IsInside(ExceptionRegion region, int offset) =>
        offset >= region.TryOffset && offset < region.TryOffset + region.TryLength;
}
