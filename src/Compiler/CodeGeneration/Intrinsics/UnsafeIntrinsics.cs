// System.Runtime.CompilerServices.Unsafe: nothing but changes of type and address arithmetic.

using System.Globalization;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Intrinsics;

internal static class UnsafeIntrinsics
{
    private const string Prefix = "System.Runtime.CompilerServices.Unsafe::";

    public static void AddTo(Dictionary<string, Action<IntrinsicCall>> table)
    {
        foreach (string name in (string[])["As", "AsRef", "AsPointer"])
            table[Prefix + name] = Reinterpret;
        table[Prefix + "Add"] = static call => Offset(call, call.TypeArgument().Size, negate: false);
        table[Prefix + "Subtract"] = static call => Offset(call, call.TypeArgument().Size, negate: true);
        table[Prefix + "AddByteOffset"] = static call => Offset(call, 1, negate: false);
        table[Prefix + "SubtractByteOffset"] = static call => Offset(call, 1, negate: true);
        table[Prefix + "ByteOffset"] = static call =>
        {
            string origin = call.Generator.Ir.Emit($"ptrtoint ptr {call.Text(0, "ptr")} to i64");
            string target = call.Generator.Ir.Emit($"ptrtoint ptr {call.Text(1, "ptr")} to i64");
            call.ReturnStored("i64", call.Generator.Ir.Emit($"sub i64 {target}, {origin}"));
        };
        table[Prefix + "AreSame"] = static call => Compare(call, "eq");
        table[Prefix + "IsAddressGreaterThan"] = static call => Compare(call, "ugt");
        table[Prefix + "IsAddressLessThan"] = static call => Compare(call, "ult");
        table[Prefix + "IsAddressGreaterThanOrEqualTo"] = static call => Compare(call, "uge");
        table[Prefix + "IsAddressLessThanOrEqualTo"] = static call => Compare(call, "ule");
        table[Prefix + "IsNullRef"] = static call =>
            call.Return(call.Generator.FromCondition(call.Generator.Ir.Emit($"icmp eq ptr {call.Text(0, "ptr")}, null")));
        table[Prefix + "NullRef"] = static call => call.ReturnPointer("null");
        table[Prefix + "SizeOf"] = static call => call.Return(call.Generator.Int32(call.TypeArgument().Size));
        table[Prefix + "SkipInit"] = static _ => { };
        table[Prefix + "Read"] = static call => call.Return(call.Generator.Load(call.TypeArgument(), call.Text(0, "ptr")));
        table[Prefix + "ReadUnaligned"] = static call =>
        {
            call.Generator.UnalignedPrefix = 1;
            call.Return(call.Generator.Load(call.TypeArgument(), call.Text(0, "ptr")));
        };
        table[Prefix + "Write"] = static call => call.Generator.Store(call[1], call.TypeArgument(), call.Text(0, "ptr"));
        table[Prefix + "WriteUnaligned"] = static call =>
        {
            call.Generator.UnalignedPrefix = 1;
            call.Generator.Store(call[1], call.TypeArgument(), call.Text(0, "ptr"));
        };
        table[Prefix + "Copy"] = static call => call.Generator.Store(
            call.Generator.Load(call.TypeArgument(), call.Text(1, "ptr")), call.TypeArgument(), call.Text(0, "ptr"));
        table[Prefix + "CopyBlock"] = table[Prefix + "CopyBlockUnaligned"] = CopyBlock;
        table[Prefix + "InitBlock"] = table[Prefix + "InitBlockUnaligned"] = FillBlock;
        table[Prefix + "BitCast"] = BitCast;
        table[Prefix + "Unbox"] = static call => call.ReturnPointer(call.Generator.AddressAt(call.Text(0, "ptr"), 8));
    }

    private static void Reinterpret(IntrinsicCall call)
    {
        Value value = call[0];
        call.Return(MethodGenerator.Scalar(call.Method.ReturnType, "ptr", call.Generator.As(value, "ptr")) with { IsNonNull = value.IsNonNull });
    }

    private static void Offset(IntrinsicCall call, int scale, bool negate)
    {
        MethodGenerator generator = call.Generator;
        Value count = call[1];
        string amount;
        if (count.Constant is { } constant)
        {
            amount = (constant * scale * (negate ? -1 : 1)).ToString(CultureInfo.InvariantCulture);
        }
        else
        {
            amount = generator.As(count, "i64");
            if (scale != 1)
                amount = generator.Ir.Emit($"mul i64 {amount}, {scale}");
            if (negate)
                amount = generator.Ir.Emit($"sub i64 0, {amount}");
        }

        call.ReturnPointer(generator.Ir.Emit($"getelementptr i8, ptr {call.Text(0, "ptr")}, i64 {amount}"));
    }

    private static void Compare(IntrinsicCall call, string predicate) => call.Return(call.Generator.FromCondition(
        call.Generator.Ir.Emit($"icmp {predicate} ptr {call.Text(0, "ptr")}, {call.Text(1, "ptr")}")));

    private static void CopyBlock(IntrinsicCall call)
    {
        string size = call.Generator.As(call.Generator.UnsignedSize(call[2]), "i64");
        call.Generator.Ir.Do($"call void @llvm.memmove.p0.p0.i64(ptr {call.Text(0, "ptr")}, ptr {call.Text(1, "ptr")}, i64 {size}, i1 false)");
    }

    private static void FillBlock(IntrinsicCall call)
    {
        string size = call.Generator.As(call.Generator.UnsignedSize(call[2]), "i64");
        call.Generator.Ir.Do($"call void @llvm.memset.p0.i64(ptr {call.Text(0, "ptr")}, i8 {call.Text(1, "i8")}, i64 {size}, i1 false)");
    }

    private static void BitCast(IntrinsicCall call)
    {
        MethodGenerator generator = call.Generator;
        (ConcreteType from, ConcreteType to) = (call.TypeArgument(0), call.TypeArgument(1));
        if (from.Size != to.Size)
        {
            generator.Panic("NotSupportedException");
            generator.Ir.StartBlock(generator.Ir.NewLabel());
            call.Return(generator.Zero(to));
            return;
        }

        TypeShape shape = generator.Session.Shapes.Get(from.Alignment > to.Alignment ? from : to);
        string address = generator.Ir.Alloca($"[{from.Size} x i8]", shape.Alignment);
        generator.Store(call[0], from, address);
        call.Return(generator.Load(to, address));
    }
}
