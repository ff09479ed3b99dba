// The program's Main: bound to the call of ProgramEntry.Main in the library's start code.

using Xv6.Compiler.CodeGeneration.Intrinsics;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration;

internal static class EntryPoint
{
    /// <summary>Generates the call of the chosen program's Main: with the arguments, with them as strings, or without.</summary>
    public static void Call(IntrinsicCall call)
    {
        MethodGenerator generator = call.Generator;
        MethodInstance main = Find(generator.Session);
        Value? result = generator.CallMethod(main, Arguments(call, main));
        call.Return(result ?? generator.Int32(0));
    }

    /// <summary>Reports a chosen class that is no program, even if nothing calls it.</summary>
    public static void Check(CompilationSession session)
    {
        if (session.Options.EntryClass is not null)
            Find(session);
    }

    private static MethodInstance Find(CompilationSession session)
    {
        string name = session.Options.EntryClass
            ?? throw new CompilationErrorException(ErrorCode.EntryPoint, "no entry class was chosen");
        DefinedType type = session.TypeSystem.FindType(name)
            ?? throw new CompilationErrorException(ErrorCode.EntryPoint, $"there is no class {name}");

        // Top-level statements are compiled to a method of the second name.
        MethodInstance[] candidates = [.. type.FindMethods("Main").Concat(type.FindMethods("<Main>$")).Where(method => method.IsStatic && method.GenericArity == 0)];
        if (candidates is [{ ReturnType: DefinedType { Namespace: "System.Threading.Tasks" } }])
            throw new CompilationErrorException(ErrorCode.EntryPoint, $"{name}'s Main is async: await is not supported, as there are no tasks; it must return int or void");
        return candidates is [{ ReturnType.Primitive: PrimitiveKind.Int32 or PrimitiveKind.Void } main]
            ? main
            : throw new CompilationErrorException(ErrorCode.EntryPoint, $"{name} must have exactly one static Main that returns int or void");
    }

    private static Value[] Arguments(IntrinsicCall call, MethodInstance main)
    {
        ConcreteType arguments = call.Method.Signature.ParameterTypes[0];
        ConcreteType strings = call.Generator.WellKnown.String.MakeArray();
        switch (main.Signature.ParameterTypes)
        {
            case []:
                return [];
            case [var type] when ReferenceEquals(type, arguments):
                return [call[0]];
            case [var type] when ReferenceEquals(type, strings):
                return [ToStrings(call, (DefinedType)arguments)];
            default:
                throw new CompilationErrorException(
                    ErrorCode.EntryPoint, $"{main} must take {arguments}, string[] or nothing");
        }
    }

    private static Value ToStrings(IntrinsicCall call, DefinedType type)
    {
        MethodInstance convert = type.FindMethod("ToStrings")
            ?? throw new CompilationErrorException(ErrorCode.EntryPoint, $"{type} has no method ToStrings");
        MethodGenerator generator = call.Generator;
        Value receiver = type.IsValueType
            ? MethodGenerator.Scalar(type.MakeByReference(), "ptr", generator.AddressOf(call[0] with { Type = type }))
            : call[0];
        return generator.CallMethod(convert, [receiver])!;
    }
}
