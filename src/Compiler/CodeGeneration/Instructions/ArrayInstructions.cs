// One-dimensional arrays.

using System.Reflection.Metadata;
using Xv6.Compiler.IntermediateLanguage;
using Xv6.Compiler.Layout;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Instructions;

internal static class ArrayInstructions
{
    public static void AddTo(Dictionary<ILOpCode, Action<MethodGenerator, Instruction>> table)
    {
        table[ILOpCode.Newarr] = static (generator, instruction) =>
            generator.Push(NewArray(generator, generator.Body.ResolveType(instruction.Token), generator.Pop()));
        table[ILOpCode.Ldlen] = static (generator, _) =>
        {
            Value array = generator.Pop();
            // The length is a native unsigned integer.
            string length = generator.Ir.Emit($"zext i32 {generator.ArrayLength(array)} to i64");
            generator.Push(MethodGenerator.Scalar(generator.WellKnown.NativeInt, "i64", length));
        };
        table[ILOpCode.Ldelema] = static (generator, instruction) =>
        {
            ConcreteType element = generator.Body.ResolveType(instruction.Token);
            Value index = generator.Pop();
            string address = generator.ElementAddress(generator.Pop(), index, element);
            generator.Push(MethodGenerator.Scalar(element.MakeByReference(), "ptr", address) with { IsNonNull = true });
        };
        table[ILOpCode.Ldelem] = static (generator, instruction) => Load(generator, generator.Body.ResolveType(instruction.Token));
        table[ILOpCode.Stelem] = static (generator, instruction) => Store(generator, generator.Body.ResolveType(instruction.Token));
        table[ILOpCode.Ldelem_ref] = static (generator, _) =>
            Load(generator, (generator.Stack[^2].Type as ArrayType)?.Element ?? generator.WellKnown.Object);
        table[ILOpCode.Stelem_ref] = static (generator, _) => Store(generator, generator.WellKnown.Object);
        Add(table, ILOpCode.Ldelem_i1, null, PrimitiveKind.SByte);
        Add(table, ILOpCode.Ldelem_u1, ILOpCode.Stelem_i1, PrimitiveKind.Byte);
        Add(table, ILOpCode.Ldelem_i2, null, PrimitiveKind.Int16);
        Add(table, ILOpCode.Ldelem_u2, ILOpCode.Stelem_i2, PrimitiveKind.UInt16);
        Add(table, ILOpCode.Ldelem_i4, ILOpCode.Stelem_i4, PrimitiveKind.Int32);
        Add(table, ILOpCode.Ldelem_u4, null, PrimitiveKind.UInt32);
        Add(table, ILOpCode.Ldelem_i8, ILOpCode.Stelem_i8, PrimitiveKind.Int64);
        Add(table, ILOpCode.Ldelem_i, ILOpCode.Stelem_i, PrimitiveKind.NativeInt);
        Add(table, ILOpCode.Ldelem_r4, ILOpCode.Stelem_r4, PrimitiveKind.Single);
        Add(table, ILOpCode.Ldelem_r8, ILOpCode.Stelem_r8, PrimitiveKind.Double);
    }

    private static void Add(
        Dictionary<ILOpCode, Action<MethodGenerator, Instruction>> table, ILOpCode load, ILOpCode? store, PrimitiveKind kind)
    {
        table[load] = (generator, _) => Load(generator, generator.WellKnown.Get(kind));
        if (store is { } code)
            table[code] = (generator, _) => Store(generator, generator.WellKnown.Get(kind));
    }

    /// <summary>Allocates an array; a negative length is a panic.</summary>
    public static Value NewArray(MethodGenerator generator, ConcreteType element, Value length)
    {
        ArrayType type = element.MakeArray();
        string count = generator.As(length, "i64");
        if (length.Constant is null)
            generator.Check(generator.Ir.Emit($"icmp ule i64 {count}, {int.MaxValue}"), CheckedInstructions.OverflowMessage);
        string bytes = generator.Ir.Emit($"mul i64 {count}, {element.Size}");
        string size = generator.Ir.Emit($"add i64 {bytes}, {InstanceLayout.ArrayDataOffset}");
        Value array = generator.Allocate(type, size);
        string shortCount = length.Ir == "i32" ? length.Text : generator.As(length, "i32");
        generator.Ir.Do($"store i32 {shortCount}, ptr {generator.AddressAt(array.Text, InstanceLayout.ArrayLengthOffset)}, align 4"
            + generator.Session.AliasTags.ArrayLength);
        return array;
    }

    private static void Load(MethodGenerator generator, ConcreteType element)
    {
        Value index = generator.Pop();
        Value array = generator.Pop();
        generator.Push(generator.Load(element, generator.ElementAddress(array, index, element), Tag(generator, element)));
    }

    private static void Store(MethodGenerator generator, ConcreteType element)
    {
        Value value = generator.Pop();
        Value index = generator.Pop();
        Value array = generator.Pop();
        string address = generator.ElementAddress(array, index, element);
        if (element.IsObjectReference)
            CheckCovariance(generator, array, value);
        generator.Store(value, element, address, Tag(generator, element));
    }

    private static string Tag(MethodGenerator generator, ConcreteType element)
    {
        TypeShape shape = generator.Session.Shapes.Get(element);
        return shape.Form == ValueForm.Scalar ? generator.Session.AliasTags.Element(shape.Ir) : "";
    }

    // An array of a base type may be an array of a derived type, which does not accept everything.
    private static void CheckCovariance(MethodGenerator generator, Value array, Value value)
    {
        if (value.IsNullConstant || array.Type is ArrayType { Element.IsSealed: true })
            return;
        ConcreteType type = array.Type as ArrayType ?? (ConcreteType)generator.WellKnown.Object.MakeArray();
        generator.Session.RequireStoreTest(type);
        string accepted = generator.Ir.Emit(
            $"call i1 {generator.Session.Names.StoreTest(type)}(ptr {generator.As(array, "ptr")}, ptr {generator.As(value, "ptr")})");
        generator.Check(accepted, "ArrayTypeMismatchException");
    }
}
