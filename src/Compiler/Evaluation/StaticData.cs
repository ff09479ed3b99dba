// Static constructors, evaluated in the compiler: what static fields contain when the program starts.
//
// A type is initialised when something that is compiled, or evaluated, first needs it: its static constructor runs in the interpreter,
// against memory in the target's layout, and what it leaves there becomes initialised data of the program. Where that doesn't work the
// constructor runs when the program starts, as if nothing had been evaluated, and whatever was evaluated on its behalf counts as not
// evaluated (it is tried again on its own when it is next needed). Code that uses fields of such a type isn't evaluated either.
//
// Evaluated code may write to what was evaluated earlier (a list that objects put themselves on), so contents are final only when the
// last type that will be needed has been initialised. Only read-only fields themselves are final as soon as their type is initialised.

using Xv6.Compiler.Evaluation.Interpretation;
using Xv6.Compiler.Evaluation.Memory;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Evaluation;

/// <summary>A static constructor that was needed.</summary>
/// <param name="Reason">Why it runs when the program starts ("calls ..."); null if it was evaluated.</param>
public sealed record StaticConstructorReport(DefinedType Type, string? Reason);

/// <summary>The value that a read-only static field or a field of an evaluated object has.</summary>
/// <param name="Bits">A number; for an address its offset from the target; for a float its bits.</param>
/// <param name="Target">For an address: a MemoryBlock, or a MethodInstance for a function's address.</param>
public readonly record struct StaticConstant(long Bits, object? Target)
{
    /// <summary>The exact type of the object that this is a reference to, or null.</summary>
    public ConcreteType? ObjectType => Target is MemoryBlock { Kind: MemoryKind.Object, Type: var type } && Bits == 0 ? type : null;
}

/// <summary>Evaluates static constructors on demand and answers what static fields contain. One for each compilation.</summary>
public sealed class StaticData
{
    private readonly EvaluationHeap _heap;
    private readonly Interpreter _interpreter;
    private readonly Dictionary<DefinedType, State> _states = [];
    private readonly Dictionary<DefinedType, string> _failures = [];

    /// <summary>The types initialised by the outermost evaluation that is under way.</summary>
    private readonly List<DefinedType> _pending = [];

    /// <param name="replacementOf">The method that stands in for another, by [Replaces]; null if none does.</param>
    public StaticData(TypeSystemContext context, Func<MethodInstance, MethodInstance?> replacementOf)
    {
        _heap = new EvaluationHeap(context);
        _interpreter = new Interpreter(context, _heap, RequireInitialized, replacementOf);
    }

    private enum State
    {
        Unknown,
        Running,
        Evaluated,
        AtRunTime,
    }

    /// <summary>What became of each static constructor that was needed, in the order in which they were.</summary>
    public IEnumerable<StaticConstructorReport> Report => _states
        .Where(entry => entry.Key.StaticConstructor is not null && entry.Value is State.Evaluated or State.AtRunTime)
        .Select(entry => new StaticConstructorReport(entry.Key, _failures.GetValueOrDefault(entry.Key)));

    /// <summary>
    /// Initialises a type, with all it needs. False if its static constructor has to run when the program starts. A type without a
    /// static constructor is always initialised.
    /// </summary>
    public bool TryInitialize(DefinedType type)
    {
        if (type.StaticConstructor is not { } constructor)
            return true;
        State state = _states.GetValueOrDefault(type);
        if (state == State.Unknown)
            state = _states[type] = Evaluate(type, constructor) ? State.Evaluated : State.AtRunTime;
        return state == State.Evaluated;
    }

    /// <summary>
    /// The storage of a static field of an initialised type, or of one with data in the assembly. Contents may still change.
    /// </summary>
    public MemoryBlock StorageOf(FieldInstance field) => _heap.StorageOf(field);

    /// <summary>
    /// The value of a read-only static field of at most eight bytes, initialising its type; null if that isn't known. It never changes.
    /// </summary>
    public StaticConstant? ConstantOf(FieldInstance field) =>
        field is { IsStatic: true, IsReadOnly: true, HasData: false, IsThreadStatic: false } && TryInitialize(field.Owner)
            ? Read(field.Type, _heap.StorageOf(field), 0)
            : null;

    /// <summary>The value of a read-only instance field of at most eight bytes in an evaluated object; null if that isn't known.</summary>
    public static StaticConstant? ConstantOf(MemoryBlock instance, FieldInstance field) =>
        field is { IsStatic: false, IsReadOnly: true } && instance.Type is { } type && type.IsAssignableTo(field.Owner)
            ? Read(field.Type, instance, field.Offset)
            : null;

    private static StaticConstant? Read(ConcreteType type, MemoryBlock block, int offset)
    {
        if (type.Primitive == PrimitiveKind.None && type.IsValueType)
            return null;
        if (type.Primitive.IsFloat())
        {
            ReadOnlySpan<byte> content = block.Content[offset..];
            return new(type.Size == 4 ? BitConverter.ToInt32(content) : BitConverter.ToInt64(content), null);
        }

        Value value = MemoryAccess.Load(type, block, offset);
        return new(value.Bits, value.Target);
    }

    /// <summary>An outermost evaluation, in a transaction.</summary>
    private bool Evaluate(DefinedType type, MethodInstance constructor)
    {
        _heap.Begin();
        _pending.Clear();
        _pending.Add(type);
        _states[type] = State.Running;
        _interpreter.StartCounting();
        try
        {
            _interpreter.Call(constructor, []);
            _heap.CheckNothingTemporaryIsKept();
            foreach (DefinedType initialized in _pending)
                _states[initialized] = State.Evaluated;
            return true;
        }
        catch (Exception cause) when (cause is EvaluationException or TypeSystemException or UnsupportedConstructException)
        {
            _heap.Undo();
            foreach (DefinedType initialized in _pending)
                _states.Remove(initialized);
            _failures[type] = cause.Message;
            return false;
        }
    }

    /// <summary>Evaluated code uses a static field, or something else that needs the type initialised.</summary>
    private void RequireInitialized(DefinedType type)
    {
        if (type.StaticConstructor is not { } constructor)
            return;
        switch (_states.GetValueOrDefault(type))
        {
            case State.Unknown:
                _states[type] = State.Running;
                _pending.Add(type);
                _interpreter.Call(constructor, []);
                break;
            case State.AtRunTime:
                throw new EvaluationException(
                    $"uses {type}, which is initialised when the program starts, as its initialisation {_failures[type]}");
        }
    }
}
