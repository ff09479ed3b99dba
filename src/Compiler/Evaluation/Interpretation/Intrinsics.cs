// The methods that the interpreter knows itself: those of the base class library whose IL isn't what they do (the runtime's own
// compiler replaces them, or they are written in C++), and the intrinsics of Xv6.Machine. By definition name; overloads share an entry.

using Xv6.Compiler.Evaluation.Memory;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Evaluation.Interpretation;

/// <summary>Evaluates a call. <c>this</c> is the first argument.</summary>
internal delegate Value? Intrinsic(Interpreter interpreter, MethodInstance method, Value[] arguments);

internal static class Intrinsics
{
    private static readonly Dictionary<string, Intrinsic> s_byName = [];

    static Intrinsics()
    {
        AddMachine();
        AddTypes();
        AddArraysAndStrings();
        AddInterlocked();
        UnsafeIntrinsics.AddTo(s_byName);
    }

    /// <summary>How to evaluate a method without its IL; null for most.</summary>
    public static Intrinsic? Find(MethodInstance method)
    {
        // Compiled code takes no path that needs vector instructions.
        bool asksForVectors = method.Name is "get_IsSupported" or "get_IsHardwareAccelerated"
            && method.Owner.Namespace.StartsWith("System.", StringComparison.Ordinal);
        if (asksForVectors)
            return static (_, _, _) => Value.From(false);
        return s_byName.GetValueOrDefault(method.DefinitionName);
    }

    private static void AddMachine()
    {
        s_byName["Xv6.Machine.Target::get_IsMachine"] = static (_, _, _) => Value.From(true);
        s_byName["Xv6.Machine.ObjectMemory::InstanceSize"] = static (_, method, _) =>
            Value.FromNative((((DefinedType)method.MethodArguments[0]).Layout.Size + 7) & -8);
        s_byName["Xv6.Machine.ObjectMemory::AddressOf"] = static (_, _, arguments) => arguments[0];
        s_byName["System.Threading.Interlocked::MemoryBarrier"] = static (_, _, _) => null;
        s_byName["System.Threading.Thread::MemoryBarrier"] = static (_, _, _) => null;
    }

    private static void AddTypes()
    {
        const string helpers = "System.Runtime.CompilerServices.RuntimeHelpers::";
        s_byName[helpers + "IsReferenceOrContainsReferences"] = static (_, method, _) =>
            Value.From(method.MethodArguments[0].ContainsReferences);
        s_byName[helpers + "IsBitwiseEquatable"] = static (_, method, _) =>
            Value.From(method.MethodArguments[0].Primitive is not (PrimitiveKind.None or PrimitiveKind.Single or PrimitiveKind.Double));
        s_byName[helpers + "IsKnownConstant"] = static (_, _, _) => Value.From(false);
        s_byName["System.Type::GetTypeFromHandle"] = static (_, _, arguments) =>
            new(ValueKind.Native, 0, ((MemoryBlock)arguments[0].Target!).TargetAt(0));
        s_byName["System.Type::op_Equality"] = static (_, _, arguments) => Value.From(Interpreter.AreEqual(arguments[0], arguments[1]));
        s_byName["System.Type::op_Inequality"] = static (_, _, arguments) => Value.From(!Interpreter.AreEqual(arguments[0], arguments[1]));
        s_byName["System.Type::get_IsValueType"] = static (_, _, arguments) => Value.From(TypeOf(arguments[0]).IsValueType);
        s_byName["System.Type::get_IsEnum"] = static (_, _, arguments) => Value.From(TypeOf(arguments[0]) is DefinedType { IsEnum: true });
        s_byName["System.Type::get_IsPrimitive"] = static (_, _, arguments) =>
            Value.From(TypeOf(arguments[0]) is DefinedType { IsEnum: false, Primitive: not (PrimitiveKind.None or PrimitiveKind.Void) });
        s_byName["System.Activator::CreateInstance"] = static (interpreter, method, _) => CreateInstance(interpreter, method);
    }

    private static void AddArraysAndStrings()
    {
        const string helpers = "System.Runtime.CompilerServices.RuntimeHelpers::";
        s_byName[helpers + "InitializeArray"] = static (interpreter, _, arguments) => InitializeArray(interpreter, arguments);
        s_byName[helpers + "CreateSpan"] = static (interpreter, method, arguments) => CreateSpan(interpreter, method, arguments);
        s_byName["System.String::FastAllocateString"] = static (interpreter, _, arguments) =>
            Value.To(interpreter.Heap.NewString(arguments[^1].Int32));
        s_byName["System.Array::get_Length"] = static (_, _, arguments) => Value.From((int)Interpreter.LengthOf(arguments[0].Block));
        s_byName["System.Array::get_LongLength"] = static (_, _, arguments) => Value.From(Interpreter.LengthOf(arguments[0].Block));
        s_byName["System.Array::Copy"] = static (interpreter, method, arguments) => ArrayIntrinsics.Copy(interpreter, method, arguments);
        s_byName["System.Array::Clear"] = static (interpreter, _, arguments) => ArrayIntrinsics.Clear(interpreter, arguments);
        s_byName["System.GC::AllocateUninitializedArray"] = ArrayIntrinsics.Allocate;
        s_byName["System.GC::AllocateArray"] = ArrayIntrinsics.Allocate;
        s_byName["System.Runtime.InteropServices.MemoryMarshal::GetArrayDataReference"] = static (_, _, arguments) =>
            Value.To(arguments[0].Block, Layout.InstanceLayout.ArrayDataOffset);
    }

    private static void AddInterlocked()
    {
        const string interlocked = "System.Threading.Interlocked::";
        Add("Exchange", static (_, arguments) => arguments[1]);
        Add("CompareExchange", static (old, arguments) => Interpreter.AreEqual(old, arguments[2]) ? arguments[1] : old);
        Add("ExchangeAdd", static (old, arguments) => old with { Bits = old.Bits + arguments[1].Number });
        Add("And", static (old, arguments) => old with { Bits = old.Number & arguments[1].Number });
        Add("Or", static (old, arguments) => old with { Bits = old.Number | arguments[1].Number });
        AddWithNewResult("Add", static arguments => arguments[1].Number);
        AddWithNewResult("Increment", static _ => 1);
        AddWithNewResult("Decrement", static _ => -1);

        void Add(string name, Func<Value, Value[], Value> change) => s_byName[interlocked + name] = (interpreter, method, arguments) =>
        {
            ConcreteType type = ((ByReferenceType)method.Signature.ParameterTypes[0]).Target;
            Value old = MemoryAccess.Load(type, arguments[0].Block, arguments[0].Bits);
            interpreter.Memory.Store(type, arguments[0].Block, arguments[0].Bits, change(old, arguments));
            return old;
        };

        void AddWithNewResult(string name, Func<Value[], long> addend) => s_byName[interlocked + name] = (interpreter, method, arguments) =>
        {
            ConcreteType type = ((ByReferenceType)method.Signature.ParameterTypes[0]).Target;
            Value old = MemoryAccess.Load(type, arguments[0].Block, arguments[0].Bits);
            interpreter.Memory.Store(
                type, arguments[0].Block, arguments[0].Bits, old with { Bits = unchecked(old.Bits + addend(arguments)) });
            return MemoryAccess.Load(type, arguments[0].Block, arguments[0].Bits);
        };
    }

    private static ConcreteType TypeOf(Value value) => value.Target as ConcreteType ?? throw new EvaluationException("uses reflection");

    private static Value? CreateInstance(Interpreter interpreter, MethodInstance method)
    {
        if (method.MethodArguments is not [var type] || type is not DefinedType defined)
            throw new EvaluationException("uses reflection");
        MethodInstance? constructor = defined.FindMethods(".ctor").FirstOrDefault(candidate => candidate.Signature.ParameterTypes.IsEmpty);
        return constructor is not null ? interpreter.Construct(constructor, [])
            : type.IsValueType ? MemoryAccess.Default(type)
            : throw new EvaluationException($"makes an object of type {type}, which has no parameterless constructor");
    }

    private static FieldInstance FieldOf(Value handle) =>
        ((MemoryBlock)handle.Target!).TargetAt(0) as FieldInstance ?? throw new EvaluationException("uses a field handle of its own");

    private static Value? InitializeArray(Interpreter interpreter, Value[] arguments)
    {
        MemoryBlock data = interpreter.Heap.StorageOf(FieldOf(arguments[1]));
        MemoryBlock array = arguments[0].Block;
        long size = Interpreter.LengthOf(array) * ((ArrayType)array.Type!).Element.Size;
        interpreter.Memory.Copy(Value.To(array, Layout.InstanceLayout.ArrayDataOffset), Value.To(data), Math.Min(size, data.Size));
        return null;
    }

    /// <summary>A span over data in the assembly.</summary>
    private static Value? CreateSpan(Interpreter interpreter, MethodInstance method, Value[] arguments)
    {
        MemoryBlock data = interpreter.Heap.StorageOf(FieldOf(arguments[0]));
        var span = (DefinedType)method.ReturnType;
        MemoryBlock result = EvaluationHeap.NewTemporary(span.Size);
        Store("_reference", Value.To(data));
        Store("_length", Value.From(data.Size / method.MethodArguments[0].Size));
        return new(ValueKind.Struct, 0, result);

        void Store(string name, Value value)
        {
            FieldInstance field = span.FindField(name)!;
            interpreter.Memory.Store(field.Type, result, field.Offset, value);
        }
    }
}
