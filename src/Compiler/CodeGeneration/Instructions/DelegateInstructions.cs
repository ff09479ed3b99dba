// Function pointers and delegates.
//
// A delegate holds a target and a code address; calling it calls the code with the target as first argument. For static methods and
// methods of structs the code address is that of a stub which drops or unboxes the target. A lambda that captures nothing becomes an
// object in initialised data.

using System.Reflection.Metadata;
using Xv6.Compiler.IntermediateLanguage;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Instructions;

internal static class DelegateInstructions
{
    public static void AddTo(Dictionary<ILOpCode, Action<MethodGenerator, Instruction>> table)
    {
        table[ILOpCode.Ldftn] = static (generator, instruction) =>
        {
            MethodInstance method = generator.Session.Redirect(generator.Body.ResolveMethod(instruction.Token));
            if (generator.Constraint is { } constraint && method.IsAbstract)
                method = VirtualResolution.Resolve(method, constraint) ?? method;
            generator.Session.CheckCallable(method);
            generator.NoteMemberUse(method.Owner);
            generator.Needs.AddCall(method, instruction.Offset);
            generator.Needs.AddAddress(method);
            generator.Push(MethodGenerator.Scalar(generator.WellKnown.NativeInt, "ptr", generator.Session.Names.Method(method)) with
            {
                Known = method,
                IsNonNull = true,
            });
        };
        table[ILOpCode.Ldvirtftn] = static (generator, instruction) =>
        {
            MethodInstance method = generator.Body.ResolveMethod(instruction.Token);
            generator.CheckNotNull(generator.Pop());
            MethodInstance slot = method.IsVirtual ? VirtualResolution.GetSlot(method) : method;
            generator.Needs.AddVirtualCall(slot, instruction.Offset);
            generator.Needs.AddAddress(slot);
            generator.Push(MethodGenerator.Scalar(generator.WellKnown.NativeInt, "ptr", generator.Session.Names.Dispatch(slot)));
        };
        table[ILOpCode.Calli] = CallIndirect;
    }

    /// <summary>Makes a delegate.</summary>
    public static Value New(MethodGenerator generator, DefinedType type, Value target, Value function)
    {
        string code = generator.As(function, "ptr");
        if (function.Known is MethodInstance method)
        {
            if (!method.IsStatic && !method.Owner.IsValueType)
                generator.RequireNotNull(target, "ArgumentException: a delegate of an instance method needs an instance");
            code = CodeFor(generator, type, method);
            if (target.IsNullConstant || target.Known is FieldInstance closure && IsClosureInstance(closure))
                return Frozen(generator, type, target, method, code);
        }

        Value instance = generator.AllocateInstance(type);
        StoreField(generator, instance, "_target", target);
        StoreField(generator, instance, "_methodPtr", MethodGenerator.Scalar(generator.WellKnown.NativeInt, "ptr", code));
        return instance;
    }

    /// <summary>The field holds the only instance of the class of lambdas that capture nothing.</summary>
    public static bool IsClosureInstance(FieldInstance field) => field.IsStatic && field.Name == "<>9";

    /// <summary>Calls a delegate.</summary>
    public static Value? Invoke(MethodGenerator generator, MethodInstance invoke, Value[] arguments)
    {
        Value instance = generator.Materialize(arguments[0]);
        generator.CheckNotNull(instance);
        DefinedType root = generator.WellKnown.Delegate;
        Value target = generator.Load(generator.WellKnown.Object, FieldAddress(generator, instance, root.FindField("_target")!));
        string code = generator.Ir.Emit($"load ptr, ptr {FieldAddress(generator, instance, root.FindField("_methodPtr")!)}, align 8");
        return generator.EmitCall(code, generator.Session.Shapes.Get(invoke), [target, .. arguments[1..]]);
    }

    // Lambdas are instance methods of a class that has no fields; its only instance needs no memory of its own.
    private static Value Frozen(MethodGenerator generator, DefinedType type, Value target, MethodInstance method, string code)
    {
        generator.Needs.AddConstructedType(type, generator.Current.Offset);
        string instance = generator.Session.Constants.FrozenDelegate(type, method, code);
        return MethodGenerator.Scalar(type, "ptr", instance) with { IsNonNull = true };
    }

    private static string CodeFor(MethodGenerator generator, DefinedType type, MethodInstance method)
    {
        // A delegate of an extension method has its first argument as target: it is called like an instance method.
        bool isClosed = method.Signature.ParameterTypes.Length > type.FindMethod("Invoke")!.Signature.ParameterTypes.Length;
        if (method.IsStatic && isClosed)
            return generator.Session.Names.Method(method);
        if (method.IsStatic)
            return generator.Session.RequireStaticDelegateStub(method);
        return method.Owner.IsValueType ? generator.Session.RequireUnboxingStub(method) : generator.Session.Names.Method(method);
    }

    private static void StoreField(MethodGenerator generator, Value instance, string name, Value value)
    {
        FieldInstance field = generator.WellKnown.Delegate.FindField(name)!;
        generator.Store(value, field.Type, FieldAddress(generator, instance, field));
    }

    private static string FieldAddress(MethodGenerator generator, Value instance, FieldInstance field) =>
        generator.AddressAt(generator.As(instance, "ptr"), field.Offset);

    private static void CallIndirect(MethodGenerator generator, Instruction instruction)
    {
        MethodSignature<ConcreteType> signature = generator.Body.ResolveSignature(instruction.Token);
        Value function = generator.Pop();
        bool hasThis = signature.Header.IsInstance;
        Value[] arguments = generator.PopRaw(signature.ParameterTypes.Length + (hasThis ? 1 : 0));
        CallShape shape = CallShape.Of(generator.Session.Shapes, signature, hasThis ? generator.WellKnown.Object : null);
        if (generator.Session.Options.HasExplicitNullChecks)
            generator.CheckNotNull(function);
        if (generator.EmitCall(generator.As(function, "ptr"), shape, arguments) is { } result)
            generator.Push(result);
    }
}
