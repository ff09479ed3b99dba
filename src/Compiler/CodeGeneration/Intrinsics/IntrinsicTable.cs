// Methods that the compiler generates itself instead of compiling their IL.

using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Intrinsics;

/// <summary>A call of an intrinsic.</summary>
internal sealed class IntrinsicCall(MethodGenerator generator, MethodInstance method, Value[] arguments)
{
    public MethodGenerator Generator { get; } = generator;

    public MethodInstance Method { get; } = method;

    /// <summary>The arguments as they are on the stack; boxes may be pending.</summary>
    public Value[] Arguments { get; } = arguments;

    /// <summary>The intrinsic doesn't apply to these arguments: the method is compiled like any other.</summary>
    public bool IsDeclined { get; private set; }

    /// <summary>An argument as a real value.</summary>
    public Value this[int index] => Generator.Materialize(Arguments[index]);

    /// <summary>A type argument of the method.</summary>
    public ConcreteType TypeArgument(int index = 0) => Method.MethodArguments[index];

    /// <summary>A type argument of the type.</summary>
    public ConcreteType OwnerArgument(int index = 0) => Method.Owner.TypeArguments[index];

    /// <summary>An argument's LLVM operand.</summary>
    public string Text(int index, string ir) => Generator.As(this[index], ir);

    public void Return(Value value) => Generator.Push(value);

    /// <summary>Returns a scalar of the method's return type that is as wide as in memory.</summary>
    public void ReturnStored(string ir, string text) =>
        Generator.Push(Generator.FromStorage(MethodGenerator.Scalar(Method.ReturnType, ir, text)));

    /// <summary>Returns a pointer or reference.</summary>
    public void ReturnPointer(string text) => Generator.Push(MethodGenerator.Scalar(Method.ReturnType, "ptr", text));

    public void Decline() => IsDeclined = true;
}

/// <summary>Finds the generator of an intrinsic.</summary>
internal static class IntrinsicTable
{
    private static readonly Dictionary<string, Action<IntrinsicCall>> s_table = Create();

    /// <summary>The generator for a method, or null if it is an ordinary method.</summary>
    public static Action<IntrinsicCall>? Find(MethodInstance method)
    {
        if (!method.Module.IsFramework)
        {
            if (!method.HasAttribute(CompilerAttributes.Intrinsic))
                return null;
            return s_table.GetValueOrDefault(method.DefinitionName)
                ?? throw new CompilationErrorException(ErrorCode.UnknownIntrinsic, $"{method} is [Intrinsic], but not one of those the compiler has");
        }

        return s_table.GetValueOrDefault(method.DefinitionName) ?? IntrinsicFamilies.Find(method);
    }

    private static Dictionary<string, Action<IntrinsicCall>> Create()
    {
        Dictionary<string, Action<IntrinsicCall>> table = [];
        UnsafeIntrinsics.AddTo(table);
        MemoryIntrinsics.AddTo(table);
        ArrayIntrinsics.AddTo(table);
        RuntimeIntrinsics.AddTo(table);
        AtomicIntrinsics.AddTo(table);
        BitIntrinsics.AddTo(table);
        MathIntrinsics.AddTo(table);
        StringIntrinsics.AddTo(table);
        TypeIntrinsics.AddTo(table);
        ComparerIntrinsics.AddTo(table);
        DelegateIntrinsics.AddTo(table);
        CultureIntrinsics.AddTo(table);
        MachineIntrinsics.AddTo(table);
        return table;
    }
}
