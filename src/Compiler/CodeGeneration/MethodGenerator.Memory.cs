// Loads and stores of values of any type.

using System.Globalization;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.CodeGeneration;

internal sealed partial class MethodGenerator
{
    /// <summary>The address some bytes further on.</summary>
    public string AddressAt(string address, int offset) =>
        offset == 0 ? address : Ir.Emit($"getelementptr inbounds i8, ptr {address}, i64 {offset.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Reads a value. A struct in Memory form is copied, so that later writes don't change the value.</summary>
    /// <param name="tag">From <see cref="AliasTags"/>, or "".</param>
    public Value Load(ConcreteType type, string address, string tag = "")
    {
        TypeShape shape = Session.Shapes.Get(type);
        switch (shape.Form)
        {
            case ValueForm.Scalar:
                if (shape.Ir is "float" or "double")
                    RejectFloatInKernel();
                return FromStorage(Scalar(type, shape.Ir, LoadScalar(shape.Ir, address, AccessAlignment(shape.Alignment), tag)));
            case ValueForm.Leaves:
                return new Value
                {
                    Type = type,
                    Form = ValueForm.Leaves,
                    Leaves = [.. shape.Leaves.Select(leaf =>
                        LoadScalar(leaf.Ir, AddressAt(address, leaf.Offset), AccessAlignment(leaf.Alignment), tag))],
                };
            default:
                string copy = Ir.Alloca(shape.Ir, shape.Alignment);
                CopyMemory(copy, address, shape);
                return new Value { Type = type, Form = ValueForm.Memory, Text = copy };
        }
    }

    /// <summary>Writes a value as one of a type.</summary>
    /// <param name="tag">From <see cref="AliasTags"/>, or "".</param>
    public void Store(Value value, ConcreteType type, string address, string tag = "")
    {
        TypeShape shape = Session.Shapes.Get(type);
        if (shape.Form == ValueForm.Scalar)
            StoreScalar(shape.Ir, As(value, shape.Ir), address, AccessAlignment(shape.Alignment), tag);
        else
            StoreStruct(value, address, shape, tag);
    }

    /// <summary>Fills a variable with zeros.</summary>
    public void StoreZero(ConcreteType type, string address)
    {
        TypeShape shape = Session.Shapes.Get(type);
        if (shape.Form == ValueForm.Scalar)
            StoreScalar(shape.Ir, ZeroOf(shape.Ir), address, shape.Alignment);
        else
            Ir.Do($"call void @llvm.memset.p0.i64(ptr align {AccessAlignment(shape.Alignment)} {address}, i8 0, i64 {shape.Size}, i1 false)");
    }

    /// <summary>The default value of a type.</summary>
    public Value Zero(ConcreteType type)
    {
        TypeShape shape = Session.Shapes.Get(type);
        switch (shape.Form)
        {
            case ValueForm.Scalar:
                return shape.Ir switch
                {
                    "i8" or "i16" or "i32" => Int32(0),
                    "i64" => Int64(0) with { Type = StackType(type) },
                    _ => Scalar(type, shape.Ir, ZeroOf(shape.Ir)),
                };
            case ValueForm.Leaves:
                return new Value { Type = type, Form = ValueForm.Leaves, Leaves = [.. shape.Leaves.Select(leaf => ZeroOf(leaf.Ir))] };
            default:
                string address = Ir.Alloca(shape.Ir, shape.Alignment);
                StoreZero(type, address);
                return new Value { Type = type, Form = ValueForm.Memory, Text = address };
        }
    }

    /// <summary>An address where a struct's value lies; it must not be written to.</summary>
    public string AddressOf(Value value)
    {
        if (value.Form == ValueForm.Memory)
            return value.Text;
        TypeShape shape = Session.Shapes.Get(value.Type);
        string address = Ir.Alloca(shape.Ir, shape.Alignment);
        Store(value, value.Type, address);
        return address;
    }

    /// <summary>Copies a struct.</summary>
    public void CopyMemory(string destination, string source, TypeShape shape)
    {
        int alignment = AccessAlignment(shape.Alignment);
        Ir.Do($"call void @llvm.memcpy.p0.p0.i64(ptr align {alignment} {destination}, ptr align {alignment} {source}, i64 {shape.Size}, i1 false)");
    }

    private void StoreStruct(Value value, string address, TypeShape shape, string tag = "")
    {
        if (value.Form == ValueForm.Scalar)
            throw new CompilationErrorException(ErrorCode.UnsupportedInstruction, $"a scalar ({value.Type}) where a struct is expected");
        if (value.Form == ValueForm.Memory)
        {
            CopyMemory(address, value.Text, shape);
            return;
        }

        for (int index = 0; index < shape.Leaves.Length; index++)
        {
            Leaf leaf = shape.Leaves[index];
            StoreScalar(leaf.Ir, value.Leaves[index], AddressAt(address, leaf.Offset), AccessAlignment(leaf.Alignment), tag);
        }
    }

    private string LoadScalar(string ir, string address, int alignment, string tag = "")
    {
        if (!IsVolatile)
            return Ir.Emit($"load {ir}, ptr {address}, align {alignment}{tag}");
        // "volatile." is acquire semantics (ECMA-335 I.12.6.7).
        return Ir.Emit($"load atomic {ir}, ptr {address} acquire, align {alignment}");
    }

    private void StoreScalar(string ir, string text, string address, int alignment, string tag = "")
    {
        if (IsVolatile)
            Ir.Do($"store atomic {ir} {text}, ptr {address} release, align {alignment}");
        else
            Ir.Do($"store {ir} {text}, ptr {address}, align {alignment}{tag}");
    }

    private int AccessAlignment(int alignment) => UnalignedPrefix == 0 ? alignment : Math.Min(alignment, UnalignedPrefix);
}
