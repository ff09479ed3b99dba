// Moves typed values between memory and the evaluation stack.

using System.Buffers.Binary;
using Xv6.Compiler.Evaluation.Memory;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Evaluation.Interpretation;

internal sealed class MemoryAccess(EvaluationHeap heap)
{
    /// <summary>Reads a variable of a type.</summary>
    public static Value Load(ConcreteType type, MemoryBlock block, long offset)
    {
        switch (type.Primitive)
        {
            case PrimitiveKind.Boolean or PrimitiveKind.Byte:
                return Value.From(block.ReadBytes(offset, 1)[0]);
            case PrimitiveKind.SByte:
                return Value.From((sbyte)block.ReadBytes(offset, 1)[0]);
            case PrimitiveKind.Char or PrimitiveKind.UInt16:
                return Value.From(BinaryPrimitives.ReadUInt16LittleEndian(block.ReadBytes(offset, 2)));
            case PrimitiveKind.Int16:
                return Value.From(BinaryPrimitives.ReadInt16LittleEndian(block.ReadBytes(offset, 2)));
            case PrimitiveKind.Int32 or PrimitiveKind.UInt32:
                return Value.From(BinaryPrimitives.ReadInt32LittleEndian(block.ReadBytes(offset, 4)));
            case PrimitiveKind.Int64 or PrimitiveKind.UInt64:
                return LoadWord(ValueKind.Int64, block, offset);
            case PrimitiveKind.Single:
                return Value.From(BinaryPrimitives.ReadSingleLittleEndian(block.ReadBytes(offset, 4)));
            case PrimitiveKind.Double:
                return Value.From(BinaryPrimitives.ReadDoubleLittleEndian(block.ReadBytes(offset, 8)));
            case PrimitiveKind.None when type.IsValueType:
                return LoadStruct(block, offset, type.Size);
            default:
                return LoadWord(ValueKind.Native, block, offset);
        }
    }

    /// <summary>Writes a variable of a type.</summary>
    public void Store(ConcreteType type, MemoryBlock block, long offset, Value value)
    {
        heap.BeforeWrite(block);
        Span<byte> buffer = stackalloc byte[8];
        switch (type.Primitive)
        {
            case PrimitiveKind.Single:
                BinaryPrimitives.WriteSingleLittleEndian(buffer, (float)value.Float);
                block.WriteBytes(offset, buffer[..4]);
                break;
            case PrimitiveKind.Double:
                BinaryPrimitives.WriteDoubleLittleEndian(buffer, value.Float);
                block.WriteBytes(offset, buffer);
                break;
            case PrimitiveKind.None when type.IsValueType:
                block.CopyFrom((MemoryBlock)value.Target!, 0, offset, type.Size);
                break;
            default:
                int size = type.Size;
                if (size == TypeSystemContext.PointerSize)
                {
                    block.WritePointer(offset, value.Bits, value.Target);
                }
                else
                {
                    BinaryPrimitives.WriteInt64LittleEndian(buffer, value.Number);
                    block.WriteBytes(offset, buffer[..size]);
                }

                break;
        }
    }

    /// <summary>Copies memory, with the pointers in it.</summary>
    public void Copy(Value destination, Value source, long count)
    {
        if (count == 0)
            return;
        heap.BeforeWrite(destination.Block);
        destination.Block.CopyFrom(source.Block, source.Bits, destination.Bits, checked((int)count));
    }

    public void Fill(Value destination, long count, byte value)
    {
        if (count == 0)
            return;
        heap.BeforeWrite(destination.Block);
        byte[] content = new byte[count];
        content.AsSpan().Fill(value);
        destination.Block.WriteBytes(destination.Bits, content);
    }

    /// <summary>The value of a type whose bytes are all zero.</summary>
    public static Value Default(ConcreteType type) => Load(type, EvaluationHeap.NewTemporary(type.Size), 0);

    /// <summary>A struct as a value: a copy that nobody writes to.</summary>
    public static Value LoadStruct(MemoryBlock block, long offset, int size)
    {
        MemoryBlock copy = EvaluationHeap.NewTemporary(size);
        copy.CopyFrom(block, offset, 0, size);
        return new(ValueKind.Struct, 0, copy);
    }

    private static Value LoadWord(ValueKind kind, MemoryBlock block, long offset)
    {
        object? target = offset >= 0 && offset + sizeof(long) <= block.Size ? block.TargetAt((int)offset) : null;
        return target is null
            ? new(kind, BinaryPrimitives.ReadInt64LittleEndian(block.ReadBytes(offset, sizeof(long))))
            : new(kind, block.ReadInt64((int)offset), target);
    }
}
