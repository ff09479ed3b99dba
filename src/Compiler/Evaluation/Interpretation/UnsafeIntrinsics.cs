// System.Runtime.CompilerServices.Unsafe and the library's memory primitives: their IL in the core library is a placeholder.

using Xv6.Compiler.Evaluation.Memory;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Evaluation.Interpretation;

internal static class UnsafeIntrinsics
{
    public static void AddTo(Dictionary<string, Intrinsic> byName)
    {
        const string type = "System.Runtime.CompilerServices.Unsafe::";
        foreach (string name in (string[])["As", "AsPointer", "AsRef"])
            byName[type + name] = static (_, _, arguments) => arguments[0];
        byName[type + "Add"] = static (_, method, arguments) => Move(arguments, method.MethodArguments[0].Size);
        byName[type + "Subtract"] = static (_, method, arguments) => Move(arguments, -method.MethodArguments[0].Size);
        byName[type + "AddByteOffset"] = static (_, _, arguments) => Move(arguments, 1);
        byName[type + "SubtractByteOffset"] = static (_, _, arguments) => Move(arguments, -1);
        byName[type + "ByteOffset"] = static (_, _, arguments) => ReferenceEquals(arguments[0].Target, arguments[1].Target)
            ? Value.FromNative(arguments[1].Bits - arguments[0].Bits)
            : throw new EvaluationException("compares addresses of different objects");
        byName[type + "AreSame"] = static (_, _, arguments) => Value.From(Interpreter.AreEqual(arguments[0], arguments[1]));
        byName[type + "IsAddressLessThan"] = static (_, _, arguments) => Value.From(Distance(arguments) < 0);
        byName[type + "IsAddressGreaterThan"] = static (_, _, arguments) => Value.From(Distance(arguments) > 0);
        byName[type + "IsNullRef"] = static (_, _, arguments) => Value.From(!arguments[0].IsTrue);
        byName[type + "NullRef"] = static (_, _, _) => Value.Null;
        byName[type + "SkipInit"] = static (_, _, _) => null;
        byName[type + "SizeOf"] = static (_, method, _) => Value.From(method.MethodArguments[0].Size);
        foreach (string name in (string[])["Read", "ReadUnaligned"])
            byName[type + name] = static (_, method, arguments) =>
                MemoryAccess.Load(method.MethodArguments[0], arguments[0].Block, arguments[0].Bits);
        foreach (string name in (string[])["Write", "WriteUnaligned"])
            byName[type + name] = Write;
        foreach (string name in (string[])["CopyBlock", "CopyBlockUnaligned"])
            byName[type + name] = static (interpreter, _, arguments) =>
                Copy(interpreter, arguments[0], arguments[1], (uint)arguments[2].Int32);
        foreach (string name in (string[])["InitBlock", "InitBlockUnaligned"])
            byName[type + name] = static (interpreter, _, arguments) =>
                Fill(interpreter, arguments[0], (uint)arguments[2].Int32, (byte)arguments[1].Int32);
        byName[type + "BitCast"] = BitCast;
        AddPrimitives(byName);
    }

    /// <summary>What spans and strings are copied and cleared with.</summary>
    private static void AddPrimitives(Dictionary<string, Intrinsic> byName)
    {
        byName["System.Buffer::Memmove"] = static (interpreter, method, arguments) => Copy(
            interpreter, arguments[0], arguments[1], arguments[2].Number * (method.MethodArguments is [var element] ? element.Size : 1));
        byName["System.SpanHelpers::Memmove"] = static (interpreter, _, arguments) =>
            Copy(interpreter, arguments[0], arguments[1], arguments[2].Number);
        byName["System.SpanHelpers::ClearWithoutReferences"] = static (interpreter, _, arguments) =>
            Fill(interpreter, arguments[0], arguments[1].Number, 0);
        byName["System.SpanHelpers::ClearWithReferences"] = static (interpreter, _, arguments) =>
            Fill(interpreter, arguments[0], arguments[1].Number * TypeSystemContext.PointerSize, 0);
    }

    private static Value Move(Value[] arguments, int scale)
    {
        long offset = arguments[1].Number * scale;
        return arguments[0] with { Bits = arguments[0].Bits + offset };
    }

    private static long Distance(Value[] arguments) => ReferenceEquals(arguments[0].Target, arguments[1].Target)
        ? arguments[0].Bits - arguments[1].Bits
        : throw new EvaluationException("compares addresses of different objects");

    private static Value? Write(Interpreter interpreter, MethodInstance method, Value[] arguments)
    {
        interpreter.Memory.Store(method.MethodArguments[0], arguments[0].Block, arguments[0].Bits, arguments[1]);
        return null;
    }

    private static Value? BitCast(Interpreter interpreter, MethodInstance method, Value[] arguments)
    {
        MemoryBlock variable = EvaluationHeap.NewTemporary(Math.Max(method.MethodArguments[0].Size, method.MethodArguments[1].Size));
        interpreter.Memory.Store(method.MethodArguments[0], variable, 0, arguments[0]);
        return MemoryAccess.Load(method.MethodArguments[1], variable, 0);
    }

    private static Value? Copy(Interpreter interpreter, Value destination, Value source, long count)
    {
        interpreter.Memory.Copy(destination, source, count);
        return null;
    }

    private static Value? Fill(Interpreter interpreter, Value destination, long count, byte value)
    {
        interpreter.Memory.Fill(destination, count, value);
        return null;
    }
}
