// Methods of System.Array that the runtime implements by looking at method tables.

using Xv6.Compiler.Evaluation.Memory;
using Xv6.Compiler.Layout;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Evaluation.Interpretation;

internal static class ArrayIntrinsics
{
    /// <summary>
    /// <c>Copy(source, destination, length)</c> and <c>Copy(source, sourceIndex, destination, destinationIndex, length)</c>.
    /// </summary>
    public static Value? Copy(Interpreter interpreter, MethodInstance method, Value[] arguments)
    {
        if (arguments.Length == 3)
            return Copy(interpreter, method, [arguments[0], Value.From(0), arguments[1], Value.From(0), arguments[2]]);

        (MemoryBlock source, MemoryBlock destination) = (arguments[0].Block, arguments[2].Block);
        if (!ReferenceEquals(source.Type, destination.Type))
            throw new EvaluationException($"copies an array of type {source.Type} to one of type {destination.Type}");
        long length = arguments[4].Number;
        interpreter.Memory.Copy(
            Range(destination, arguments[3].Number, length), Range(source, arguments[1].Number, length), length * ElementSize(source));
        return null;
    }

    /// <summary><c>Clear(array)</c> and <c>Clear(array, index, length)</c>.</summary>
    public static Value? Clear(Interpreter interpreter, Value[] arguments)
    {
        MemoryBlock array = arguments[0].Block;
        (long index, long length) = arguments.Length == 1 ? (0, Interpreter.LengthOf(array)) : (arguments[1].Number, arguments[2].Number);
        interpreter.Memory.Fill(Range(array, index, length), length * ElementSize(array), 0);
        return null;
    }

    public static Value? Allocate(Interpreter interpreter, MethodInstance method, Value[] arguments) =>
        Value.To(interpreter.Heap.NewArray(method.MethodArguments[0].MakeArray(), arguments[0].Number));

    private static Value Range(MemoryBlock array, long index, long length) =>
        index >= 0 && length >= 0 && index + length <= Interpreter.LengthOf(array)
            ? Value.To(array, InstanceLayout.ArrayDataOffset + index * ElementSize(array))
            : throw new EvaluationException("uses an index outside an array");

    private static int ElementSize(MemoryBlock array) => ((ArrayType)array.Type!).Element.Size;
}
