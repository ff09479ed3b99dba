// Calls in LLVM IR, and making objects.

using System.Globalization;
using System.Text;
using Xv6.Compiler.Layout;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration;

internal sealed partial class MethodGenerator
{
    /// <summary>Calls a method directly.</summary>
    public Value? CallMethod(MethodInstance method, ReadOnlySpan<Value> arguments)
    {
        MissingLibrary.Check(Method, method.Owner);
        Session.CheckCallable(method);
        Needs.AddCall(method, Current.Offset);
        return EmitCall(Session.Names.Method(method), Session.Shapes.Get(method), arguments);
    }

    /// <summary>Calls the implementation of a virtual or interface method in the first argument's type.</summary>
    public Value? CallVirtual(MethodInstance slot, ReadOnlySpan<Value> arguments)
    {
        Needs.AddVirtualCall(slot, Current.Offset);
        return EmitCall(Session.Names.Dispatch(slot), Session.Shapes.Get(slot), arguments);
    }

    /// <summary>Calls a function by name or address. Returns its result, or null for void.</summary>
    public Value? EmitCall(string callee, CallShape shape, ReadOnlySpan<Value> arguments)
    {
        StringBuilder list = new();
        string resultAddress = "";
        if (shape.ReturnsInMemory)
        {
            resultAddress = Ir.Alloca(shape.ReturnShape.Ir, shape.ReturnShape.Alignment);
            list.Append("ptr ").Append(resultAddress);
        }

        for (int index = 0; index < arguments.Length; index++)
            AppendArgument(list, arguments[index], shape.ParameterShapes[index]);
        string call = $"call {shape.ReturnIrWithAttributes} {callee}({list})";
        if (shape.ReturnIr != "void")
            return FromReturned(Ir.Emit(call), shape.ReturnType, shape.ReturnShape);
        Ir.Do(call);
        if (shape.ReturnType.IsVoid)
            return null;
        return shape.ReturnsInMemory
            ? new Value { Type = shape.ReturnType, Form = ValueForm.Memory, Text = resultAddress }
            : Zero(shape.ReturnType);
    }

    private void AppendArgument(StringBuilder list, Value argument, TypeShape shape)
    {
        argument = Materialize(argument);
        switch (shape.Form)
        {
            case ValueForm.Scalar:
                Append(list, shape.Leaves[0], As(argument, shape.Ir));
                break;
            case ValueForm.Leaves:
                for (int leaf = 0; leaf < shape.Leaves.Length; leaf++)
                    Append(list, shape.Leaves[leaf], argument.Leaves[leaf]);
                break;
            default:
                list.Append(list.Length == 0 ? "" : ", ").Append("ptr ").Append(argument.Text);
                break;
        }
    }

    private static void Append(StringBuilder list, Leaf leaf, string text)
    {
        list.Append(list.Length == 0 ? "" : ", ");
        list.Append(leaf.Ir).Append(' ').Append(CallShape.Attributes(leaf)).Append(text);
    }

    private Value FromReturned(string result, ConcreteType type, TypeShape shape)
    {
        if (shape.Form == ValueForm.Scalar)
            return FromStorage(Scalar(type, shape.Ir, result));
        if (shape.Leaves.Length == 1)
            return new Value { Type = type, Form = ValueForm.Leaves, Leaves = [result] };
        return new Value
        {
            Type = type,
            Form = ValueForm.Leaves,
            Leaves = [.. Enumerable.Range(0, shape.Leaves.Length)
                .Select(index => Ir.Emit($"extractvalue {shape.ReturnIr} {result}, {index}"))],
        };
    }

    /// <summary>Generates "ret" with a value, or without for void.</summary>
    public void Return(Value? value)
    {
        RecordReturn(value);
        if (value is null || Shape.ReturnType.IsVoid)
        {
            Ir.Terminate("ret void");
            return;
        }

        TypeShape shape = Shape.ReturnShape;
        if (shape.Form == ValueForm.Scalar)
        {
            Ir.Terminate($"ret {shape.Ir} {As(value, shape.Ir)}");
        }
        else if (shape.Form == ValueForm.Memory)
        {
            CopyMemory("%result", value.Text, shape);
            Ir.Terminate("ret void");
        }
        else
        {
            ReturnLeaves(value, shape);
        }
    }

    private void ReturnLeaves(Value value, TypeShape shape)
    {
        if (shape.Leaves.Length <= 1)
        {
            Ir.Terminate(shape.Leaves.Length == 0 ? "ret void" : $"ret {shape.ReturnIr} {value.Leaves[0]}");
            return;
        }

        string aggregate = "poison";
        for (int leaf = 0; leaf < shape.Leaves.Length; leaf++)
            aggregate = Ir.Emit($"insertvalue {shape.ReturnIr} {aggregate}, {shape.Leaves[leaf].Ir} {value.Leaves[leaf]}, {leaf}");
        Ir.Terminate($"ret {shape.ReturnIr} {aggregate}");
    }

    /// <summary>The address of a type's method table.</summary>
    public string MethodTable(ConcreteType type)
    {
        Needs.AddMethodTable(type);
        return Session.Names.MethodTable(type);
    }

    /// <summary>Allocates zeroed memory.</summary>
    public Value AllocateMemory(string size)
    {
        MethodInstance service = Session.RequireService(RuntimeService.Allocate, Needs, Current.Offset);
        Needs.AddAllocation(Current.Offset);
        Value memory = EmitCall(
            Session.Names.Method(service), Session.Shapes.Get(service), [Scalar(WellKnown.NativeInt, "i64", size)])!;
        return Scalar(WellKnown.Object, "ptr", As(memory, "ptr")) with { IsNonNull = true };
    }

    /// <summary>Allocates an object with zeroed fields and writes its header.</summary>
    public Value Allocate(ConcreteType type, string size)
    {
        Value instance = AllocateMemory(size) with { Type = type };
        WriteHeader(instance.Text, type);
        return instance;
    }

    /// <summary>Allocates an instance of a class.</summary>
    public Value AllocateInstance(DefinedType type) =>
        Allocate(type, type.Layout.Size.ToString(CultureInfo.InvariantCulture)) with { IsExact = true };

    /// <summary>Makes zeroed memory an object of a type.</summary>
    public void WriteHeader(string address, ConcreteType type)
    {
        Needs.AddConstructedType(type, Current.Offset);
        Ir.Do($"store ptr {MethodTable(type)}, ptr {address}, align 8");
    }

    /// <summary>Boxes a value type, by the rules for Nullable.</summary>
    public Value Box(Value content)
    {
        if (content.Known is PendingBox inner)
            return Box(inner.Content);
        if (content.Type is DefinedType { IsNullable: true } nullable)
            return BoxNullable(content, nullable);
        ConcreteType type = content.Type;
        int size = InstanceLayout.ObjectHeaderSize + type.Size;
        Value instance = Allocate(type, size.ToString(CultureInfo.InvariantCulture)) with { Type = WellKnown.Object };
        Store(content, type, AddressAt(instance.Text, InstanceLayout.ObjectHeaderSize));
        return instance;
    }

    private Value BoxNullable(Value content, DefinedType nullable)
    {
        string address = AddressOf(content);
        Value hasValue = Load(WellKnown.Boolean, AddressAt(address, nullable.FindField("hasValue")!.Offset));
        string slot = Ir.Alloca("ptr", 8);
        Ir.Do($"store ptr null, ptr {slot}, align 8");
        string full = Ir.NewLabel();
        string joined = Ir.NewLabel();
        Ir.BranchIf(Ir.Emit($"icmp ne i32 {hasValue.Text}, 0"), full, joined);
        Ir.StartBlock(full);
        ConcreteType underlying = nullable.TypeArguments[0];
        Value inner = Load(underlying, AddressAt(address, nullable.FindField("value")!.Offset)) with { Type = underlying };
        Ir.Do($"store ptr {Box(inner).Text}, ptr {slot}, align 8");
        Ir.StartBlock(joined);
        return Scalar(WellKnown.Object, "ptr", Ir.Emit($"load ptr, ptr {slot}, align 8"));
    }
}
