// Evaluates methods at compile time: a plain interpreter of IL over the compiler's own type system and the target's memory layout.
//
// It is strict: whatever it doesn't know, and whatever only the running machine knows, ends the evaluation with an EvaluationException
// that says why. Steps, depth of calls and sizes of objects are bounded, so it always ends. Handlers of instructions are in the other
// parts of this class; InstructionTable maps each opcode to its handler.

using Xv6.Compiler.Evaluation.Memory;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Evaluation.Interpretation;

/// <param name="initialize">Makes sure a type's static constructor was evaluated before its static fields are used, or throws.</param>
/// <param name="replacementOf">The method that stands in for another, by [Replaces]; null if none does.</param>
internal sealed partial class Interpreter(
    TypeSystemContext context, EvaluationHeap heap, Action<DefinedType> initialize, Func<MethodInstance, MethodInstance?> replacementOf)
{
    /// <summary>Steps that one outermost evaluation may take: a second or two.</summary>
    private const int StepLimit = 20_000_000;

    private const int DepthLimit = 200;

    private readonly Dictionary<MethodInstance, EvaluatedMethod> _methods = [];
    private int _steps;
    private int _depth;

    public TypeSystemContext Context { get; } = context;

    public EvaluationHeap Heap { get; } = heap;

    public MemoryAccess Memory { get; } = new(heap);

    /// <summary>Has to precede each outermost evaluation.</summary>
    public void StartCounting() => (_steps, _depth) = (0, 0);

    /// <summary>Calls a method; virtual methods as they are, without dispatch.</summary>
    /// <param name="arguments"><c>this</c> is the first.</param>
    public Value? Call(MethodInstance method, Value[] arguments)
    {
        if (Intrinsics.Find(method) is { } intrinsic)
            return intrinsic(this, method, arguments);
        method = replacementOf(method) ?? method;
        if (MachineAttributeOf(method) is { } attribute)
            throw new EvaluationException($"calls {method.FullName}, which is {attribute}");
        if (!method.Owner.IsBeforeFieldInit && (method.IsStatic || method.IsConstructor) && !method.IsStaticConstructor)
            initialize(method.Owner);
        if (method.Body is not { } body)
            throw new EvaluationException($"calls {method.FullName}, which is not written in C#");

        if (!_methods.TryGetValue(method, out EvaluatedMethod? evaluated))
            _methods.Add(method, evaluated = new(method, body));
        return Run(evaluated, arguments);
    }

    private Value? Run(EvaluatedMethod method, Value[] arguments)
    {
        Frame frame = new(method);
        for (int index = 0; index < arguments.Length; index++)
            Memory.Store(method.ArgumentTypes[index], frame.Variables, method.ArgumentOffsets[index], arguments[index]);

        if (++_depth > DepthLimit)
            throw new EvaluationException($"calls methods more than {DepthLimit} deep");
        while (!frame.HasReturned)
        {
            if (++_steps > StepLimit)
                throw new EvaluationException($"takes more than {StepLimit} steps");
            var instruction = frame.Advance();
            InstructionTable.HandlerOf(instruction.OpCode)(this, frame);
        }

        _depth--;
        return frame.Result;
    }

    private static string? MachineAttributeOf(MethodInstance method)
    {
        const string prefix = "Xv6.Machine.Compilation.";
        return method.HasAttribute(prefix + "InlineAssemblyAttribute") ? "inline assembly"
            : method.HasAttribute(prefix + "ImportAttribute") ? "defined in assembly"
            : method.HasAttribute(prefix + "IntrinsicAttribute") ? "an intrinsic of the machine"
            : null;
    }
}
