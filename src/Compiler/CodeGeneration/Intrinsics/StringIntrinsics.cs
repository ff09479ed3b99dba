// System.String.

using System.Globalization;
using Xv6.Compiler.Layout;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Intrinsics;

internal static class StringIntrinsics
{
    public static void AddTo(Dictionary<string, Action<IntrinsicCall>> table)
    {
        table["System.String::get_Length"] = static call =>
        {
            if (call.Arguments[0].Known is string text)
                call.Return(call.Generator.Int32(text.Length));
            else
                call.Return(MethodGenerator.Scalar(call.Generator.WellKnown.Int32, "i32", Length(call)));
        };
        table["System.String::get_Chars"] = static call =>
        {
            string index = call.Generator.CheckIndex(call[1], Length(call));
            string data = call.Generator.AddressAt(call.Text(0, "ptr"), InstanceLayout.StringDataOffset);
            string address = call.Generator.Ir.Emit($"getelementptr inbounds i16, ptr {data}, i64 {index}");
            call.ReturnStored("i16", call.Generator.Ir.Emit($"load i16, ptr {address}, align 2"));
        };
        table["System.String::FastAllocateString"] = Allocate;
    }

    private static string Length(IntrinsicCall call)
    {
        call.Generator.CheckNotNull(call[0]);
        string address = call.Generator.AddressAt(call.Text(0, "ptr"), InstanceLayout.StringLengthOffset);
        return call.Generator.Ir.Emit($"load i32, ptr {address}, align 4, !range !0");
    }

    // Header, length, characters, and a zero behind them.
    private static void Allocate(IntrinsicCall call)
    {
        MethodGenerator generator = call.Generator;
        int lengthIndex = call.Arguments.Length - 1;
        string length = generator.Ir.Emit($"zext i32 {call.Text(lengthIndex, "i32")} to i64");
        string bytes = generator.Ir.Emit($"shl i64 {length}, 1");
        int overhead = InstanceLayout.StringDataOffset + sizeof(char);
        string size = generator.Ir.Emit($"add i64 {bytes}, {overhead.ToString(CultureInfo.InvariantCulture)}");
        Value text = generator.Allocate(generator.WellKnown.String, size);
        generator.Ir.Do($"store i32 {call.Text(lengthIndex, "i32")}, "
            + $"ptr {generator.AddressAt(text.Text, InstanceLayout.StringLengthOffset)}, align 4");
        call.Return(text);
    }
}
