// Spans, arrays and blocks of memory.

using Xv6.Compiler.CodeGeneration.Instructions;
using Xv6.Compiler.Layout;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Intrinsics;

internal static class MemoryIntrinsics
{
    public static void AddTo(Dictionary<string, Action<IntrinsicCall>> table)
    {
        table["System.Span`1::get_Item"] = table["System.ReadOnlySpan`1::get_Item"] = SpanItem;
        table["System.Runtime.InteropServices.MemoryMarshal::GetArrayDataReference"] = static call =>
            call.ReturnPointer(call.Generator.AddressAt(call.Text(0, "ptr"), InstanceLayout.ArrayDataOffset));
        table["System.Array::get_Length"] = static call =>
            call.Return(MethodGenerator.Scalar(call.Generator.WellKnown.Int32, "i32", call.Generator.ArrayLength(call[0])));
        table["System.Array::get_LongLength"] = table["System.Array::get_NativeLength"] = static call =>
            call.ReturnStored("i64", call.Generator.Ir.Emit($"zext i32 {call.Generator.ArrayLength(call[0])} to i64"));
        table["System.Array::get_Rank"] = static call => call.Return(call.Generator.Int32(1));
        table["System.Array::Empty"] = static call =>
        {
            ArrayType type = call.TypeArgument().MakeArray();
            call.Generator.Needs.AddConstructedType(type, call.Generator.Current.Offset);
            call.Return(MethodGenerator.Scalar(type, "ptr", call.Generator.Session.Constants.EmptyArray(type)) with { IsNonNull = true });
        };
        table["System.GC::AllocateUninitializedArray"] = table["System.GC::AllocateArray"] = static call =>
            call.Return(ArrayInstructions.NewArray(call.Generator, call.TypeArgument(), call[0]));
        // Pools share arrays between threads and give them back to the collector; here an array is simply made.
        table["System.Buffers.SharedArrayPool`1::Rent"] = static call =>
            call.Return(ArrayInstructions.NewArray(call.Generator, call.OwnerArgument(), call[1]));
        table["System.Buffers.SharedArrayPool`1::Return"] = static _ => { };
        table["System.Buffer::Memmove"] = table["System.SpanHelpers::Memmove"] = static call => Move(call, elementsAreBytes: false);
        table["System.Buffer::BulkMoveWithWriteBarrier"] = static call => Move(call, elementsAreBytes: true);
        table["System.SpanHelpers::ClearWithoutReferences"] = static call => Clear(call, 1);
        table["System.SpanHelpers::ClearWithReferences"] = static call => Clear(call, 8);
        table["System.SpanHelpers::SequenceEqual"] = SequenceEqual;
        table["System.SpanHelpers::Fill"] = Fill;
        table["System.Runtime.CompilerServices.RuntimeHelpers::InitializeArray"] = InitializeArray;
        table["System.Runtime.CompilerServices.RuntimeHelpers::CreateSpan"] = CreateSpan;
    }

    private static void SpanItem(IntrinsicCall call)
    {
        MethodGenerator generator = call.Generator;
        string span = call.Text(0, "ptr");
        FieldInstance lengthField = call.Method.Owner.FindField("_length")!;
        FieldInstance referenceField = call.Method.Owner.FindField("_reference")!;
        string length = generator.Ir.Emit($"load i32, ptr {generator.AddressAt(span, lengthField.Offset)}, align 4, !range !0");
        string index = generator.CheckIndex(call[1], length);
        string data = generator.Ir.Emit($"load ptr, ptr {generator.AddressAt(span, referenceField.Offset)}, align 8");
        call.Return(MethodGenerator.Scalar(call.Method.ReturnType, "ptr", generator.ElementAt(data, index, call.OwnerArgument())));
    }

    // Memmove(ref destination, ref source, count): count is in elements for the generic form, in bytes for the others.
    private static void Move(IntrinsicCall call, bool elementsAreBytes)
    {
        MethodGenerator generator = call.Generator;
        int scale = elementsAreBytes || call.Method.MethodArguments.IsEmpty ? 1 : call.TypeArgument().Size;
        string size = call.Text(2, "i64");
        if (scale != 1)
            size = generator.Ir.Emit($"mul i64 {size}, {scale}");
        generator.Ir.Do($"call void @llvm.memmove.p0.p0.i64(ptr {call.Text(0, "ptr")}, ptr {call.Text(1, "ptr")}, i64 {size}, i1 false)");
    }

    private static void Clear(IntrinsicCall call, int scale)
    {
        string size = call.Text(1, "i64");
        if (scale != 1)
            size = call.Generator.Ir.Emit($"mul i64 {size}, {scale}");
        call.Generator.Ir.Do($"call void @llvm.memset.p0.i64(ptr {call.Text(0, "ptr")}, i8 0, i64 {size}, i1 false)");
    }

    // SequenceEqual(ref byte, ref byte, count of bytes); the forms for other elements are compiled like any method.
    private static void SequenceEqual(IntrinsicCall call)
    {
        if (!call.Method.MethodArguments.IsEmpty)
        {
            call.Decline();
            return;
        }

        string difference = call.Generator.Ir.Emit(
            $"call i32 @bcmp(ptr {call.Text(0, "ptr")}, ptr {call.Text(1, "ptr")}, i64 {call.Text(2, "i64")})");
        call.Return(call.Generator.FromCondition(call.Generator.Ir.Emit($"icmp eq i32 {difference}, 0")));
    }

    // Fill(ref first, count, value): bytes at once.
    private static void Fill(IntrinsicCall call)
    {
        if (call.TypeArgument().Size != 1 || call.Generator.Session.Shapes.Get(call.TypeArgument()).Form != ValueForm.Scalar)
        {
            call.Decline();
            return;
        }

        call.Generator.Ir.Do($"call void @llvm.memset.p0.i64(ptr {call.Text(0, "ptr")}, i8 {call.Text(2, "i8")}, i64 {call.Text(1, "i64")}, i1 false)");
    }

    private static void InitializeArray(IntrinsicCall call)
    {
        MethodGenerator generator = call.Generator;
        if (call.Arguments[1].Known is not FieldInstance field)
            throw new CompilationErrorException(ErrorCode.Reflection, "RuntimeHelpers.InitializeArray of a field that is not a literal");
        string data = generator.AddressAt(call.Text(0, "ptr"), InstanceLayout.ArrayDataOffset);
        generator.Ir.Do($"call void @llvm.memcpy.p0.p0.i64(ptr align 8 {data}, ptr {generator.Session.Constants.StaticField(field)}, "
            + $"i64 {field.Type.Size}, i1 false)");
    }

    private static void CreateSpan(IntrinsicCall call)
    {
        if (call.Arguments[0].Known is not FieldInstance field)
            throw new CompilationErrorException(ErrorCode.Reflection, "RuntimeHelpers.CreateSpan of a field that is not a literal");
        string length = (field.Type.Size / call.TypeArgument().Size).ToString(System.Globalization.CultureInfo.InvariantCulture);
        call.Return(new Value
        {
            Type = call.Method.ReturnType,
            Form = ValueForm.Leaves,
            Leaves = [call.Generator.Session.Constants.StaticField(field), length],
        });
    }
}
