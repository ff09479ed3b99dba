// newobj, boxing, tokens.

using System.Reflection.Metadata;
using Xv6.Compiler.IntermediateLanguage;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Instructions;

internal static class ObjectInstructions
{
    public static void AddTo(Dictionary<ILOpCode, Action<MethodGenerator, Instruction>> table)
    {
        table[ILOpCode.Newobj] = NewObject;
        table[ILOpCode.Box] = static (generator, instruction) =>
        {
            ConcreteType type = generator.Body.ResolveType(instruction.Token);
            if (type.IsValueType)
                generator.Push(PendingBoxOf(generator, generator.Pop(), type));
        };
        table[ILOpCode.Ldtoken] = LoadToken;
    }

    /// <summary>A box that is made only if something needs it.</summary>
    public static Value PendingBoxOf(MethodGenerator generator, Value content, ConcreteType type) => new()
    {
        Type = generator.WellKnown.Object,
        Ir = "ptr",
        Text = "undef",
        Known = new PendingBox(content with { Type = type, Known = null }),
    };

    private static void NewObject(MethodGenerator generator, Instruction instruction)
    {
        MethodInstance constructor = generator.Body.ResolveMethod(instruction.Token);
        Value[] arguments = generator.PopRaw(constructor.Signature.ParameterTypes.Length);
        generator.Push(New(generator, constructor, arguments));
    }

    /// <summary>Makes an instance and runs a constructor.</summary>
    public static Value New(MethodGenerator generator, MethodInstance constructor, Value[] arguments)
    {
        DefinedType type = constructor.Owner;
        WellKnownTypes wellKnown = generator.WellKnown;
        if (type.IsAssignableTo(wellKnown.Exception))
            return NewException(type, arguments);
        if (ReferenceEquals(type, wellKnown.String))
            return NewString(generator, constructor, arguments);
        if (type.IsDelegate)
            return DelegateInstructions.New(generator, type, generator.Materialize(arguments[0]), arguments[1]);
        generator.NoteMemberUse(type);
        if (type.IsValueType)
            return NewStruct(generator, constructor, arguments);
        Value instance = generator.AllocateInstance(type);
        CallInstructions.CallDirect(generator, constructor, [instance, .. arguments]);
        return instance;
    }

    private static Value NewStruct(MethodGenerator generator, MethodInstance constructor, Value[] arguments)
    {
        DefinedType type = constructor.Owner;
        TypeShape shape = generator.Session.Shapes.Get(type);
        string address = generator.Ir.Alloca(shape.Ir, shape.Alignment);
        generator.StoreZero(type, address);
        Value instance = MethodGenerator.Scalar(type.MakeByReference(), "ptr", address) with { IsNonNull = true };
        CallInstructions.CallDirect(generator, constructor, [instance, .. arguments]);
        return generator.Load(type, address);
    }

    // The core library has a method Ctor with the same parameters for each constructor of string; it ignores its "this".
    private static Value NewString(MethodGenerator generator, MethodInstance constructor, Value[] arguments)
    {
        MethodInstance factory = generator.WellKnown.String.FindMethods("Ctor").First(method =>
            method.Signature.ParameterTypes.AsSpan().SequenceEqual(constructor.Signature.ParameterTypes.AsSpan()));
        return factory.IsStatic
            ? generator.CallMethod(factory, arguments)!
            : generator.CallMethod(factory, [generator.Null(generator.WellKnown.String), .. arguments])!;
    }

    // Exceptions are never made: a throw is a panic that names the type and the message.
    private static Value NewException(DefinedType type, Value[] arguments)
    {
        string? message = arguments.Select(argument => argument.Known).OfType<string>().FirstOrDefault();
        return MethodGenerator.Scalar(type, "ptr", "null") with { Known = new PendingException(type, message) };
    }

    private static void LoadToken(MethodGenerator generator, Instruction instruction)
    {
        object entity = generator.Body.ResolveToken(instruction.Token);
        generator.Push(entity switch
        {
            ConcreteType type => Handle(generator.WellKnown.RuntimeTypeHandle, generator.MethodTable(type), entity),
            FieldInstance => Handle(generator.WellKnown.RuntimeFieldHandle, "null", entity),
            _ => Handle(generator.WellKnown.RuntimeMethodHandle, "null", entity),
        });
    }

    private static Value Handle(ConcreteType type, string text, object entity) => new()
    {
        Type = type,
        Form = ValueForm.Leaves,
        Leaves = [text],
        Known = entity,
    };
}
