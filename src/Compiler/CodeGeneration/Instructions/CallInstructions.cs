// call and callvirt.
//
// In this order: a [Replaces] method takes over; intrinsics generate their own code; attributes (import, inline assembly) are obeyed;
// a virtual call is bound directly if its receiver's type is known, and goes through a dispatch function otherwise.

using System.Reflection.Metadata;
using Xv6.Compiler.CodeGeneration.Intrinsics;
using Xv6.Compiler.CodeGeneration.Late;
using Xv6.Compiler.IntermediateLanguage;
using Xv6.Compiler.Reachability;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Instructions;

internal static class CallInstructions
{
    public static void AddTo(Dictionary<ILOpCode, Action<MethodGenerator, Instruction>> table)
    {
        table[ILOpCode.Call] = static (generator, instruction) => Call(generator, instruction, isVirtual: false);
        table[ILOpCode.Callvirt] = static (generator, instruction) => Call(generator, instruction, isVirtual: true);
    }

    private static void Call(MethodGenerator generator, Instruction instruction, bool isVirtual)
    {
        MethodInstance method = generator.Body.ResolveMethod(instruction.Token);
        Value[] arguments = generator.PopRaw(method.Signature.ParameterTypes.Length + (method.IsStatic ? 0 : 1));
        if (generator.Constraint is { } constraint)
            CallConstrained(generator, method, constraint, arguments);
        else if (isVirtual)
            CallVirtual(generator, method, arguments);
        else
            CallDirect(generator, method, arguments);
    }

    /// <summary>Calls exactly this method; pushes its result.</summary>
    public static void CallDirect(MethodGenerator generator, MethodInstance method, Value[] arguments)
    {
        method = generator.Session.Redirect(method);
        if (IntrinsicTable.Find(method) is { } intrinsic)
        {
            IntrinsicCall call = new(generator, method, arguments);
            intrinsic(call);
            if (!call.IsDeclined)
                return;
        }

        if (method.IsAbstract)
            throw new CompilationErrorException(ErrorCode.MethodWithoutBody, $"{method} is abstract");
        if (method.Name == "Invoke" && method.Owner.IsDelegate)
        {
            PushResult(generator, DelegateInstructions.Invoke(generator, method, arguments));
            return;
        }

        if (InlineAssembly.TryEmit(generator, method, arguments))
            return;
        if (method.IsStatic || method.IsConstructor)
            generator.NoteMemberUse(method.Owner);
        if (generator.Session.GetConstantResult(method) is { } constant)
        {
            TypeShape shape = generator.Session.Shapes.Get(method.ReturnType);
            generator.Push(generator.Integer(shape.Ir == "i64" ? "i64" : "i32", constant));
            return;
        }

        PushResult(generator, generator.CallMethod(method, arguments));
    }

    /// <summary>Calls the override of the method in the receiver's type; pushes its result.</summary>
    public static void CallVirtual(MethodGenerator generator, MethodInstance method, Value[] arguments)
    {
        Value receiver = arguments[0];
        if (method.Name == "Invoke" && method.Owner.IsDelegate)
        {
            CallDirect(generator, method, arguments);
            return;
        }

        MethodInstance? known = FindKnownTarget(generator, method, receiver);
        receiver = arguments[0] = generator.Materialize(receiver);
        if (!method.IsStatic)
            generator.CheckNotNull(receiver);
        if (known is not null)
        {
            CallDirect(generator, known, known.Owner.IsValueType && method.IsVirtual ? Unbox(generator, arguments) : arguments);
            return;
        }

        // There are no objects of System.Type whose methods could be called; its virtual methods are answered at compile time.
        DefinedType typeOfTypes = generator.WellKnown.Type;
        if ((ReferenceEquals(receiver.Type, typeOfTypes) || ReferenceEquals(method.Owner, typeOfTypes))
            && VirtualResolution.Resolve(VirtualResolution.GetSlot(method), typeOfTypes) is { } answered
            && IntrinsicTable.Find(answered) is { } intrinsic)
        {
            IntrinsicCall call = new(generator, answered, arguments);
            intrinsic(call);
            if (!call.IsDeclined)
                return;
        }

        generator.Session.CheckDispatch(method, receiver.Type);
        PushResult(generator, generator.CallVirtual(VirtualResolution.GetSlot(method), arguments));
    }

    private static MethodInstance? FindKnownTarget(MethodGenerator generator, MethodInstance method, Value receiver)
    {
        if (method.IsFinal)
            return method;
        if (receiver.Known is PendingBox box)
        {
            RejectUnsupported(generator, VirtualResolution.Resolve(method, box.Content.Type), box.Content.Type);
            return null;
        }

        if (receiver.Type is not DefinedType { IsObjectReference: true } type || !(type.IsSealed || receiver.IsExact)
            || !type.IsAssignableTo(method.Owner)
            || VirtualResolution.Resolve(method, type) is not { IsAbstract: false } target)
            return null;
        RejectUnsupported(generator, target, type);
        return RuntimeMethods.IsProvided(target) ? null : target;
    }

    // Where the receiver's type isn't known, such a call is a panic. The base class library describes values for messages that nobody
    // may ever see; there it is one too.
    private static void RejectUnsupported(MethodGenerator generator, MethodInstance? target, ConcreteType type)
    {
        if (target is not null && RuntimeMethods.IsProvided(target) && !RuntimeMethodGenerator.IsSupported(target, type)
            && !(generator.Method.Module.IsFramework && target.Name == "ToString"))
            throw new CompilationErrorException(ErrorCode.Reflection, RuntimeMethodGenerator.Explain(target, type));
    }

    // A method of a struct gets a reference to the value inside the box.
    private static Value[] Unbox(MethodGenerator generator, Value[] arguments)
    {
        string address = generator.AddressAt(generator.As(arguments[0], "ptr"), Layout.InstanceLayout.ObjectHeaderSize);
        arguments[0] = arguments[0] with { Text = address };
        return arguments;
    }

    /// <summary>A call whose receiver type is a type argument: static abstract methods, and methods called through a reference.</summary>
    private static void CallConstrained(MethodGenerator generator, MethodInstance method, ConcreteType type, Value[] arguments)
    {
        if (method.IsStatic)
        {
            MethodInstance target = VirtualResolution.Resolve(method, type)
                ?? throw new CompilationErrorException(ErrorCode.MethodWithoutBody, $"{type} does not implement {method}");
            CallDirect(generator, target, arguments);
            return;
        }

        if (!type.IsValueType)
        {
            arguments[0] = generator.Load(type, generator.As(arguments[0], "ptr"));
            CallVirtual(generator, method, arguments);
            return;
        }

        MethodInstance? implementation = method.IsVirtual ? VirtualResolution.Resolve(method, type) : method;
        if (implementation is { Owner.IsValueType: true })
        {
            CallDirect(generator, implementation, arguments);
            return;
        }

        Value content = generator.Load(type, generator.As(arguments[0], "ptr")) with { Type = type };
        arguments[0] = ObjectInstructions.PendingBoxOf(generator, content, type);
        if (implementation is not null && IntrinsicTable.Find(implementation) is not null)
            CallDirect(generator, implementation, arguments);
        else
            CallVirtual(generator, method, arguments);
    }

    private static void PushResult(MethodGenerator generator, Value? result)
    {
        if (result is not null)
            generator.Push(result);
    }
}
