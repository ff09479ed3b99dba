// castclass, isinst, unbox.

using System.Reflection.Metadata;
using Xv6.Compiler.IntermediateLanguage;
using Xv6.Compiler.Layout;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration.Instructions;

internal static class CastInstructions
{
    public static void AddTo(Dictionary<ILOpCode, Action<MethodGenerator, Instruction>> table)
    {
        table[ILOpCode.Isinst] = static (generator, instruction) => IsInstance(generator, generator.Body.ResolveType(instruction.Token));
        table[ILOpCode.Castclass] = static (generator, instruction) => CastClass(generator, generator.Body.ResolveType(instruction.Token));
        table[ILOpCode.Unbox] = static (generator, instruction) =>
        {
            ConcreteType type = generator.Body.ResolveType(instruction.Token);
            string address = Unbox(generator, generator.Pop(), type);
            generator.Push(MethodGenerator.Scalar(type.MakeByReference(), "ptr", address) with { IsNonNull = true });
        };
        table[ILOpCode.Unbox_any] = static (generator, instruction) => UnboxAny(generator, generator.Body.ResolveType(instruction.Token));
    }

    private static void IsInstance(MethodGenerator generator, ConcreteType type)
    {
        Value instance = generator.PopRaw();
        if (instance.Known is PendingBox box && box.Content.Type is not DefinedType { IsNullable: true })
        {
            generator.Push(IsBoxOf(box.Content.Type, type) ? instance : generator.Null(type));
            return;
        }

        instance = generator.Materialize(instance);
        if (instance.IsNullConstant)
        {
            generator.Push(instance);
            return;
        }

        string matches = generator.TestType(instance, Underlying(type));
        string result = generator.Ir.Emit($"select i1 {matches}, ptr {generator.As(instance, "ptr")}, ptr null");
        generator.Push(MethodGenerator.Scalar(type.IsValueType ? generator.WellKnown.Object : type, "ptr", result));
    }

    private static void CastClass(MethodGenerator generator, ConcreteType type)
    {
        Value instance = generator.PopRaw();
        if (instance.Known is PendingBox box && IsBoxOf(box.Content.Type, type))
        {
            generator.Push(instance);
            return;
        }

        instance = generator.Materialize(instance);
        if (!instance.IsNullConstant && !(instance.Type.IsObjectReference && instance.Type.IsAssignableTo(type)))
        {
            string isNull = generator.Ir.Emit($"icmp eq ptr {generator.As(instance, "ptr")}, null");
            string matches = generator.TestType(instance, Underlying(type));
            generator.Check(generator.Ir.Emit($"or i1 {isNull}, {matches}"), $"InvalidCastException: not a {type}");
        }

        generator.Push(instance.IsExact ? instance : instance with { Type = type });
    }

    private static string Unbox(MethodGenerator generator, Value instance, ConcreteType type)
    {
        generator.RequireNotNull(instance, "null reference");
        generator.Check(generator.TestBox(instance, type), $"InvalidCastException: not a {type}");
        return generator.AddressAt(generator.As(instance, "ptr"), InstanceLayout.ObjectHeaderSize);
    }

    private static void UnboxAny(MethodGenerator generator, ConcreteType type)
    {
        if (type.IsObjectReference)
        {
            CastClass(generator, type);
            return;
        }

        Value instance = generator.PopRaw();
        if (instance.Known is PendingBox box && ReferenceEquals(box.Content.Type, type))
            generator.Push(box.Content with { Type = generator.StackType(type) });
        else if (type is DefinedType { IsNullable: true } nullable)
            UnboxNullable(generator, generator.Materialize(instance), nullable);
        else
            generator.Push(generator.Load(type, Unbox(generator, generator.Materialize(instance), type)));
    }

    // null becomes the empty value; a boxed T becomes a T? that holds it.
    private static void UnboxNullable(MethodGenerator generator, Value instance, DefinedType nullable)
    {
        TypeShape shape = generator.Session.Shapes.Get(nullable);
        string address = generator.Ir.Alloca(shape.Ir, shape.Alignment);
        generator.StoreZero(nullable, address);
        string full = generator.Ir.NewLabel();
        string joined = generator.Ir.NewLabel();
        generator.Ir.BranchIf(generator.Ir.Emit($"icmp ne ptr {generator.As(instance, "ptr")}, null"), full, joined);
        generator.Ir.StartBlock(full);
        ConcreteType underlying = nullable.TypeArguments[0];
        Value content = generator.Load(underlying, Unbox(generator, instance, underlying));
        generator.Store(content, underlying, generator.AddressAt(address, nullable.FindField("value")!.Offset));
        generator.Store(generator.Boolean(true), generator.WellKnown.Boolean,
            generator.AddressAt(address, nullable.FindField("hasValue")!.Offset));
        generator.Ir.StartBlock(joined);
        generator.Push(generator.Load(nullable, address));
    }

    // A boxed T? is a boxed T.
    private static ConcreteType Underlying(ConcreteType type) =>
        type is DefinedType { IsNullable: true } nullable ? nullable.TypeArguments[0] : type;

    private static bool IsBoxOf(ConcreteType content, ConcreteType target) =>
        content.IsAssignableTo(Underlying(target));
}
