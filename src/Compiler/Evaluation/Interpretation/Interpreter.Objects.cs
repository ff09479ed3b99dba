// Fields, arrays, boxes, casts.

using System.Buffers.Binary;
using Xv6.Compiler.Evaluation.Memory;
using Xv6.Compiler.Layout;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Evaluation.Interpretation;

internal sealed partial class Interpreter
{
    public static void LoadField(Interpreter interpreter, Frame frame)
    {
        FieldInstance field = frame.Method.FieldOf(frame.Current);
        Value owner = frame.Pop();
        if (field.IsStatic)
            frame.Push(interpreter.LoadStatic(field));
        else if (owner.Kind == ValueKind.Struct)
            frame.Push(MemoryAccess.Load(field.Type, (MemoryBlock)owner.Target!, field.Offset));
        else
            frame.Push(MemoryAccess.Load(field.Type, owner.Block, owner.Bits + field.Offset));
    }

    public static void LoadFieldAddress(Interpreter interpreter, Frame frame)
    {
        FieldInstance field = frame.Method.FieldOf(frame.Current);
        Value owner = frame.Pop();
        frame.Push(field.IsStatic ? interpreter.AddressOf(field) : Value.To(owner.Block, owner.Bits + field.Offset));
    }

    public static void StoreField(Interpreter interpreter, Frame frame)
    {
        FieldInstance field = frame.Method.FieldOf(frame.Current);
        Value value = frame.Pop();
        Value owner = frame.Pop();
        interpreter.Memory.Store(field.Type, owner.Block, owner.Bits + field.Offset, value);
    }

    public static void LoadStaticField(Interpreter interpreter, Frame frame) =>
        frame.Push(interpreter.LoadStatic(frame.Method.FieldOf(frame.Current)));

    public static void LoadStaticFieldAddress(Interpreter interpreter, Frame frame) =>
        frame.Push(interpreter.AddressOf(frame.Method.FieldOf(frame.Current)));

    public static void StoreStaticField(Interpreter interpreter, Frame frame)
    {
        FieldInstance field = frame.Method.FieldOf(frame.Current);
        Value value = frame.Pop();
        Value address = interpreter.AddressOf(field);
        interpreter.Memory.Store(field.Type, address.Block, address.Bits, value);
    }

    public static void NewArray(Interpreter interpreter, Frame frame)
    {
        long length = frame.Pop().Number;
        frame.Push(Value.To(interpreter.Heap.NewArray(frame.Method.TypeOf(frame.Current).MakeArray(), length)));
    }

    public static void LoadLength(Interpreter interpreter, Frame frame) => frame.Push(Value.FromNative(LengthOf(frame.Pop().Block)));

    public static void LoadElement(Interpreter interpreter, Frame frame)
    {
        Value index = frame.Pop();
        ConcreteType type = interpreter.AccessedType(frame);
        Value address = ElementAddress(frame.Pop().Block, index);
        frame.Push(MemoryAccess.Load(type, address.Block, address.Bits));
    }

    public static void LoadElementAddress(Interpreter interpreter, Frame frame)
    {
        Value index = frame.Pop();
        frame.Push(ElementAddress(frame.Pop().Block, index));
    }

    public static void StoreElement(Interpreter interpreter, Frame frame)
    {
        Value value = frame.Pop();
        Value index = frame.Pop();
        ConcreteType type = interpreter.AccessedType(frame);
        MemoryBlock array = frame.Pop().Block;
        Value address = ElementAddress(array, index);
        if (type.IsObjectReference
            && value.Target is MemoryBlock { Type: { } stored }
            && !stored.IsAssignableTo(((ArrayType)array.Type!).Element))
        {
            throw new EvaluationException($"stores an object of type {stored} in an array of type {array.Type}");
        }

        interpreter.Memory.Store(type, address.Block, address.Bits, value);
    }

    public static void Box(Interpreter interpreter, Frame frame) =>
        frame.Push(interpreter.BoxValue(frame.Method.TypeOf(frame.Current), frame.Pop()));

    public static void Unbox(Interpreter interpreter, Frame frame) =>
        frame.Push(UnboxedAddress(frame.Pop(), frame.Method.TypeOf(frame.Current)));

    public static void UnboxAny(Interpreter interpreter, Frame frame)
    {
        ConcreteType type = frame.Method.TypeOf(frame.Current);
        if (type.IsObjectReference)
        {
            Cast(frame, throws: true);
            return;
        }

        Value box = frame.Pop();
        if (type is DefinedType { IsNullable: true } nullable)
        {
            frame.Push(interpreter.UnboxNullable(nullable, box));
            return;
        }

        Value address = UnboxedAddress(box, type);
        frame.Push(MemoryAccess.Load(type, address.Block, address.Bits));
    }

    public static void Cast(Frame frame, bool throws)
    {
        ConcreteType type = frame.Method.TypeOf(frame.Current);
        if (type is DefinedType { IsNullable: true } nullable)
            type = nullable.TypeArguments[0];
        Value value = frame.Pop();
        bool succeeds = !value.IsTrue || ExactTypeOf(value).IsAssignableTo(type);
        if (!succeeds && throws)
            throw new EvaluationException($"casts an object of type {ExactTypeOf(value)} to {type}");
        frame.Push(succeeds ? value : Value.Null);
    }

    /// <summary>The handle of a type, field or method: a struct of one word.</summary>
    public static void LoadToken(Interpreter interpreter, Frame frame)
    {
        MemoryBlock handle = EvaluationHeap.NewTemporary(TypeSystemContext.PointerSize);
        handle.WritePointer(0, 0, frame.Method.Body.ResolveToken(frame.Instruction.Token));
        frame.Push(new(ValueKind.Struct, 0, handle));
    }

    /// <summary>The type that an object's header says.</summary>
    public static ConcreteType ExactTypeOf(Value instance) =>
        instance.Block.TargetAt(0) as ConcreteType ?? throw new EvaluationException("uses an object without a type");

    /// <summary>A reference to a new box with the value; for a Nullable, to a box of its value, or null.</summary>
    public Value BoxValue(ConcreteType type, Value value)
    {
        if (type is not DefinedType { IsValueType: true } boxed)
            return value;
        if (boxed.IsNullable)
        {
            MemoryBlock nullable = (MemoryBlock)value.Target!;
            FieldInstance content = boxed.FindField("value")!;
            return MemoryAccess.Load(Context.WellKnown.Boolean, nullable, boxed.FindField("hasValue")!.Offset).IsTrue
                ? BoxValue(content.Type, MemoryAccess.Load(content.Type, nullable, content.Offset))
                : Value.Null;
        }

        MemoryBlock box = Heap.NewBox(boxed);
        Memory.Store(boxed, box, InstanceLayout.ObjectHeaderSize, value);
        return Value.To(box);
    }

    public static long LengthOf(MemoryBlock array) =>
        BinaryPrimitives.ReadUInt32LittleEndian(array.ReadBytes(InstanceLayout.ArrayLengthOffset, 4));

    private Value LoadStatic(FieldInstance field)
    {
        Value address = AddressOf(field);
        return MemoryAccess.Load(field.Type, address.Block, address.Bits);
    }

    private Value AddressOf(FieldInstance field)
    {
        if (field.IsThreadStatic)
            throw new EvaluationException($"uses {field.FullName}, which each thread has for itself");
        initialize(field.Owner);
        return Value.To(Heap.StorageOf(field));
    }

    private static Value ElementAddress(MemoryBlock array, Value index)
    {
        ulong number = (ulong)index.Number;
        if (number >= (ulong)LengthOf(array))
            throw new EvaluationException($"uses an index outside an array ({(long)number} of {LengthOf(array)})");
        return Value.To(array, InstanceLayout.ArrayDataOffset + (long)number * ((ArrayType)array.Type!).Element.Size);
    }

    private static Value UnboxedAddress(Value box, ConcreteType type) =>
        ReferenceEquals(ExactTypeOf(box), type) || ExactTypeOf(box).Primitive == type.Primitive && type.Primitive != PrimitiveKind.None
            ? Value.To(box.Block, InstanceLayout.ObjectHeaderSize)
            : throw new EvaluationException($"unboxes an object of type {ExactTypeOf(box)} as {type}");

    private Value UnboxNullable(DefinedType type, Value box)
    {
        MemoryBlock nullable = EvaluationHeap.NewTemporary(type.Size);
        if (box.IsTrue)
        {
            FieldInstance content = type.FindField("value")!;
            Value address = UnboxedAddress(box, content.Type);
            Memory.Store(Context.WellKnown.Boolean, nullable, type.FindField("hasValue")!.Offset, Value.From(true));
            Memory.Store(content.Type, nullable, content.Offset, MemoryAccess.Load(content.Type, address.Block, address.Bits));
        }

        return new(ValueKind.Struct, 0, nullable);
    }
}
