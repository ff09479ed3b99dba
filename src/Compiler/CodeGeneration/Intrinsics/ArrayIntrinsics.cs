// System.Array: copying and clearing arrays whose element type is known only to the array itself.

using Xv6.Compiler.CodeGeneration.Late;
using Xv6.Compiler.Layout;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Intrinsics;

internal static class ArrayIntrinsics
{
    private const string RangeMessage = "ArgumentOutOfRangeException";

    public static void AddTo(Dictionary<string, Action<IntrinsicCall>> table)
    {
        table["System.Array::Copy"] = Copy;
        table["System.Array::Clear"] = Clear;
        table["System.Array::Clone"] = Clone;
        table["System.Array::GetLowerBound"] = static call => call.Return(call.Generator.Int32(0));
        table["System.Array::GetLength"] = static call =>
            call.Return(MethodGenerator.Scalar(call.Generator.WellKnown.Int32, "i32", call.Generator.ArrayLength(call[0])));
        table["System.Array::GetUpperBound"] = static call => call.Return(MethodGenerator.Scalar(
            call.Generator.WellKnown.Int32, "i32", call.Generator.Ir.Emit($"sub i32 {call.Generator.ArrayLength(call[0])}, 1")));
        table["System.Array::CreateInstanceFromArrayType"] = Create;
    }

    // Copy(source, destination, length) and Copy(source, sourceIndex, destination, destinationIndex, length).
    private static void Copy(IntrinsicCall call)
    {
        MethodGenerator generator = call.Generator;
        bool hasIndices = call.Arguments.Length == 5;
        (Value source, Value destination) = (call[0], call[hasIndices ? 2 : 1]);
        CheckTypes(generator, source, destination);
        string length = AsUnsigned(call, hasIndices ? 4 : 2);
        string size = ElementSize(generator, source);
        string from = RangeStart(generator, source, hasIndices ? AsUnsigned(call, 1) : "0", length, size);
        string to = RangeStart(generator, destination, hasIndices ? AsUnsigned(call, 3) : "0", length, size);
        string bytes = generator.Ir.Emit($"mul i64 {length}, {size}");
        generator.Ir.Do($"call void @llvm.memmove.p0.p0.i64(ptr {to}, ptr {from}, i64 {bytes}, i1 false)");
    }

    // Clear(array) and Clear(array, index, length).
    private static void Clear(IntrinsicCall call)
    {
        MethodGenerator generator = call.Generator;
        Value array = call[0];
        bool isWhole = call.Arguments.Length == 1;
        string length = isWhole ? Length(generator, array) : AsUnsigned(call, 2);
        string size = ElementSize(generator, array);
        string start = RangeStart(generator, array, isWhole ? "0" : AsUnsigned(call, 1), length, size);
        string bytes = generator.Ir.Emit($"mul i64 {length}, {size}");
        generator.Ir.Do($"call void @llvm.memset.p0.i64(ptr {start}, i8 0, i64 {bytes}, i1 false)");
    }

    private static void Clone(IntrinsicCall call)
    {
        MethodGenerator generator = call.Generator;
        Value array = call[0];
        string bytes = generator.Ir.Emit($"mul i64 {Length(generator, array)}, {ElementSize(generator, array)}");
        string size = generator.Ir.Emit($"add i64 {bytes}, {InstanceLayout.ArrayDataOffset}");
        Value copy = generator.AllocateMemory(size);
        generator.Ir.Do($"call void @llvm.memcpy.p0.p0.i64(ptr align 8 {copy.Text}, ptr align 8 {call.Text(0, "ptr")}, i64 {size}, i1 false)");
        call.Return(copy with { Type = array.Type });
    }

    // CreateInstanceFromArrayType(type, length): the type object is the method table's address.
    private static void Create(IntrinsicCall call)
    {
        MethodGenerator generator = call.Generator;
        string table = call.Text(0, "ptr");
        string elementSize = generator.Ir.Emit($"load i32, ptr {generator.AddressAt(table, MethodTableLayout.ElementSizeOffset)}, align 4");
        string wideSize = generator.Ir.Emit($"zext i32 {elementSize} to i64");
        string bytes = generator.Ir.Emit($"mul i64 {AsUnsigned(call, 1)}, {wideSize}");
        Value array = generator.AllocateMemory(generator.Ir.Emit($"add i64 {bytes}, {InstanceLayout.ArrayDataOffset}"));
        generator.Ir.Do($"store ptr {table}, ptr {array.Text}, align 8");
        generator.Ir.Do($"store i32 {call.Text(1, "i32")}, ptr {generator.AddressAt(array.Text, InstanceLayout.ArrayLengthOffset)}, align 4");
        call.Return(array);
    }

    // An element-by-element conversion, which .NET would do between some types of arrays, is not supported.
    private static void CheckTypes(MethodGenerator generator, Value source, Value destination)
    {
        generator.CheckNotNull(source);
        generator.CheckNotNull(destination);
        if (source.Type is ArrayType from && destination.Type is ArrayType { Element.IsSealed: true } to && from.IsAssignableTo(to))
            return;
        string sourceTable = generator.Ir.Emit($"load ptr, ptr {generator.As(source, "ptr")}, align 8");
        string destinationTable = generator.Ir.Emit($"load ptr, ptr {generator.As(destination, "ptr")}, align 8");
        generator.Check(generator.Ir.Emit($"icmp eq ptr {sourceTable}, {destinationTable}"), "ArrayTypeMismatchException");
    }

    private static string AsUnsigned(IntrinsicCall call, int index) =>
        call.Generator.As(call[index].Ir == "i32" ? call.Generator.UnsignedSize(call[index]) : call[index], "i64");

    private static string Length(MethodGenerator generator, Value array) =>
        generator.Ir.Emit($"zext i32 {generator.ArrayLength(array)} to i64");

    private static string ElementSize(MethodGenerator generator, Value array)
    {
        if (array.Type is ArrayType type)
            return type.Element.Size.ToString(System.Globalization.CultureInfo.InvariantCulture);
        string table = generator.Ir.Emit($"load ptr, ptr {generator.As(array, "ptr")}, align 8");
        string size = generator.Ir.Emit($"load i32, ptr {generator.AddressAt(table, MethodTableLayout.ElementSizeOffset)}, align 4");
        return generator.Ir.Emit($"zext i32 {size} to i64");
    }

    // The address of a range's first element; the range must lie inside of the array. Indices and lengths are below 2^32: no overflow.
    private static string RangeStart(MethodGenerator generator, Value array, string index, string length, string elementSize)
    {
        string end = generator.Ir.Emit($"add i64 {index}, {length}");
        generator.Check(generator.Ir.Emit($"icmp ule i64 {end}, {Length(generator, array)}"), RangeMessage);
        string offset = generator.Ir.Emit($"mul i64 {index}, {elementSize}");
        string data = generator.AddressAt(generator.As(array, "ptr"), InstanceLayout.ArrayDataOffset);
        return generator.Ir.Emit($"getelementptr i8, ptr {data}, i64 {offset}");
    }
}
