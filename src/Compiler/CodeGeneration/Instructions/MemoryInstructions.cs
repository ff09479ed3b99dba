// Access through addresses: ldind, stind, ldobj, stobj, cpobj, initobj, cpblk, initblk, sizeof.

using System.Reflection.Metadata;
using Xv6.Compiler.IntermediateLanguage;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Instructions;

internal static class MemoryInstructions
{
    public static void AddTo(Dictionary<ILOpCode, Action<MethodGenerator, Instruction>> table)
    {
        AddIndirect(table, ILOpCode.Ldind_i1, null, PrimitiveKind.SByte);
        AddIndirect(table, ILOpCode.Ldind_u1, ILOpCode.Stind_i1, PrimitiveKind.Byte);
        AddIndirect(table, ILOpCode.Ldind_i2, null, PrimitiveKind.Int16);
        AddIndirect(table, ILOpCode.Ldind_u2, ILOpCode.Stind_i2, PrimitiveKind.UInt16);
        AddIndirect(table, ILOpCode.Ldind_i4, ILOpCode.Stind_i4, PrimitiveKind.Int32);
        AddIndirect(table, ILOpCode.Ldind_u4, null, PrimitiveKind.UInt32);
        AddIndirect(table, ILOpCode.Ldind_i8, ILOpCode.Stind_i8, PrimitiveKind.Int64);
        AddIndirect(table, ILOpCode.Ldind_i, ILOpCode.Stind_i, PrimitiveKind.NativeInt);
        AddIndirect(table, ILOpCode.Ldind_r4, ILOpCode.Stind_r4, PrimitiveKind.Single);
        AddIndirect(table, ILOpCode.Ldind_r8, ILOpCode.Stind_r8, PrimitiveKind.Double);
        table[ILOpCode.Ldind_ref] = static (generator, _) => Load(generator, ReferenceTarget(generator));
        table[ILOpCode.Stind_ref] = static (generator, _) => Store(generator, generator.WellKnown.Object);
        table[ILOpCode.Ldobj] = static (generator, instruction) => Load(generator, generator.Body.ResolveType(instruction.Token));
        table[ILOpCode.Stobj] = static (generator, instruction) => Store(generator, generator.Body.ResolveType(instruction.Token));
        table[ILOpCode.Cpobj] = static (generator, instruction) =>
        {
            ConcreteType type = generator.Body.ResolveType(instruction.Token);
            Load(generator, type);
            Store(generator, type);
        };
        table[ILOpCode.Initobj] = static (generator, instruction) =>
            generator.StoreZero(generator.Body.ResolveType(instruction.Token), PopCheckedAddress(generator));
        table[ILOpCode.Sizeof] = static (generator, instruction) =>
            generator.PushInt32(generator.Body.ResolveType(instruction.Token).Size);
        table[ILOpCode.Cpblk] = CopyBlock;
        table[ILOpCode.Initblk] = FillBlock;
    }

    private static void AddIndirect(
        Dictionary<ILOpCode, Action<MethodGenerator, Instruction>> table, ILOpCode load, ILOpCode? store, PrimitiveKind kind)
    {
        table[load] = (generator, _) => Load(generator, generator.WellKnown.Get(kind));
        if (store is { } code)
            table[code] = (generator, _) => Store(generator, generator.WellKnown.Get(kind));
    }

    // The address's own type says more of the object than "object".
    private static ConcreteType ReferenceTarget(MethodGenerator generator) =>
        generator.Stack[^1].Type is ByReferenceType { Target: { IsObjectReference: true } target } ? target : generator.WellKnown.Object;

    private static void Load(MethodGenerator generator, ConcreteType type) =>
        generator.Push(generator.Load(type, PopCheckedAddress(generator)));

    private static void Store(MethodGenerator generator, ConcreteType type)
    {
        Value value = generator.Pop();
        generator.Store(value, type, PopCheckedAddress(generator));
    }

    // A managed reference is never null unless made by Unsafe; a pointer may be: with page 0 mapped, nothing else would notice.
    private static string PopCheckedAddress(MethodGenerator generator)
    {
        Value address = generator.Pop();
        if (address.IsNullConstant)
            generator.CheckNotNull(address);
        return generator.As(address, "ptr");
    }

    private static void CopyBlock(MethodGenerator generator, Instruction instruction)
    {
        string size = generator.As(generator.UnsignedSize(generator.Pop()), "i64");
        string source = generator.PopAddress();
        string destination = generator.PopAddress();
        generator.Ir.Do($"call void @llvm.memmove.p0.p0.i64(ptr {destination}, ptr {source}, i64 {size}, i1 false)");
    }

    private static void FillBlock(MethodGenerator generator, Instruction instruction)
    {
        string size = generator.As(generator.UnsignedSize(generator.Pop()), "i64");
        string value = generator.As(generator.Pop(), "i8");
        string destination = generator.PopAddress();
        generator.Ir.Do($"call void @llvm.memset.p0.i64(ptr {destination}, i8 {value}, i64 {size}, i1 false)");
    }
}
