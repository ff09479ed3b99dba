// Calls, virtual calls, object creation, delegates.

using Xv6.Compiler.Evaluation.Memory;
using Xv6.Compiler.Layout;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Evaluation.Interpretation;

internal sealed partial class Interpreter
{
    public static void CallMethod(Interpreter interpreter, Frame frame)
    {
        MethodInstance method = frame.Method.MethodOf(frame.Current);
        if (frame.Constraint is { } constraint)
        {
            frame.Constraint = null;
            method = VirtualResolution.Resolve(method, constraint)
                ?? throw new EvaluationException($"calls {method.FullName}, which {constraint} doesn't implement");
        }

        Push(frame, interpreter.Call(method, frame.Pop(method.ArgumentTypes.Length)));
    }

    public static void CallVirtual(Interpreter interpreter, Frame frame)
    {
        MethodInstance method = frame.Method.MethodOf(frame.Current);
        Value[] arguments = frame.Pop(method.ArgumentTypes.Length);
        ConcreteType? constraint = frame.Constraint;
        frame.Constraint = null;
        Push(frame, constraint is null
            ? interpreter.CallVirtual(method, arguments)
            : interpreter.CallConstrained(method, constraint, arguments));
    }

    public static void CallIndirect(Interpreter interpreter, Frame frame)
    {
        Value function = frame.Pop();
        if (function.Target is not MethodInstance method)
            throw new EvaluationException("calls a function at an unknown address");
        Push(frame, interpreter.Call(method, frame.Pop(method.ArgumentTypes.Length)));
    }

    public static void LoadVirtualFunction(Interpreter interpreter, Frame frame)
    {
        MethodInstance method = frame.Method.MethodOf(frame.Current);
        frame.Push(new(ValueKind.Native, 0, ResolveVirtual(method, ExactTypeOf(frame.Pop()))));
    }

    public static void NewObject(Interpreter interpreter, Frame frame)
    {
        MethodInstance constructor = frame.Method.MethodOf(frame.Current);
        frame.Push(interpreter.Construct(constructor, frame.Pop(constructor.Signature.ParameterTypes.Length)));
    }

    /// <summary>Makes an object or a struct with a constructor.</summary>
    public Value Construct(MethodInstance constructor, Value[] arguments)
    {
        DefinedType type = constructor.Owner;
        if (type.IsDelegate)
            return NewDelegate(type, arguments);
        if (ReferenceEquals(type, Context.WellKnown.String))
            throw new EvaluationException("makes a string from characters");

        if (type.IsValueType)
        {
            MemoryBlock variable = EvaluationHeap.NewTemporary(type.Size);
            Call(constructor, [Value.To(variable), .. arguments]);
            return MemoryAccess.Load(type, variable, 0);
        }

        Value instance = Value.To(Heap.NewObject(type));
        Call(constructor, [instance, .. arguments]);
        return instance;
    }

    /// <summary>Calls the implementation that an object's type has of a method.</summary>
    public Value? CallVirtual(MethodInstance method, Value[] arguments)
    {
        if (method.Owner.IsDelegate && method.Name == "Invoke")
            return Invoke(arguments);
        if (!method.IsVirtual)
        {
            _ = arguments[0].Block;
            return Call(method, arguments);
        }

        MethodInstance implementation = ResolveVirtual(method, ExactTypeOf(arguments[0]));
        if (implementation.Owner.IsValueType)
            arguments[0] = arguments[0] with { Bits = arguments[0].Bits + InstanceLayout.ObjectHeaderSize };
        return Call(implementation, arguments);
    }

    private static MethodInstance ResolveVirtual(MethodInstance method, ConcreteType type) =>
        VirtualResolution.Resolve(method, type)
            ?? throw new EvaluationException($"calls {method.FullName}, which {type} doesn't implement");

    /// <summary>A call on the address of a variable whose type is a generic argument.</summary>
    private Value? CallConstrained(MethodInstance method, ConcreteType type, Value[] arguments)
    {
        Value address = arguments[0];
        if (!type.IsValueType)
        {
            arguments[0] = MemoryAccess.Load(type, address.Block, address.Bits);
            return CallVirtual(method, arguments);
        }

        MethodInstance implementation = ResolveVirtual(method, type);
        if (!implementation.Owner.IsValueType)
            arguments[0] = BoxValue(type, MemoryAccess.Load(type, address.Block, address.Bits));
        return Call(implementation, arguments);
    }

    /// <summary>A delegate holds its target and its method; the code generator knows what address the method has for a delegate.</summary>
    private Value NewDelegate(DefinedType type, Value[] arguments)
    {
        MemoryBlock instance = Heap.NewObject(type);
        Store("_target", arguments[0]);
        Store("_methodPtr", arguments[1]);
        return Value.To(instance);

        void Store(string name, Value value)
        {
            FieldInstance field = Context.WellKnown.Delegate.FindField(name)!;
            Memory.Store(field.Type, instance, field.Offset, value);
        }
    }

    private Value? Invoke(Value[] arguments)
    {
        Value target = Field("_target");
        if (Field("_methodPtr").Target is not MethodInstance method)
            throw new EvaluationException("calls a delegate that was made at run time");
        if (method.IsStatic && !target.IsTrue && method.ArgumentTypes.Length == arguments.Length - 1)
            return Call(method, arguments[1..]);
        return Call(method, [target, .. arguments[1..]]);

        Value Field(string name)
        {
            FieldInstance field = Context.WellKnown.Delegate.FindField(name)!;
            return MemoryAccess.Load(field.Type, arguments[0].Block, field.Offset);
        }
    }

    private static void Push(Frame frame, Value? result)
    {
        if (result is { } value)
            frame.Push(value);
    }
}
