// The memory of the evaluated program, and transactions on it.
//
// A static constructor that turns out not to be evaluable must leave nothing behind, as it runs from its beginning when the program
// starts. So each outermost evaluation is a transaction: the first write to a block that is older saves the block's content, and Undo
// puts all of it back.

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Xv6.Compiler.Layout;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Evaluation.Memory;

internal sealed class EvaluationHeap(TypeSystemContext context)
{
    /// <summary>More than any table that belongs into an image.</summary>
    private const int LargestBlock = 64 << 20;

    private readonly Dictionary<FieldInstance, MemoryBlock> _fields = [];
    private readonly Dictionary<string, MemoryBlock> _literals = [];
    private readonly List<(MemoryBlock Block, (byte[], object?[]?) Content)> _saved = [];
    private readonly List<MemoryBlock> _made = [];
    private int _transaction;

    /// <summary>Begins a transaction; there is no other.</summary>
    public void Begin()
    {
        _transaction++;
        _saved.Clear();
        _made.Clear();
    }

    /// <summary>Ends the transaction as if it had never begun.</summary>
    public void Undo()
    {
        foreach ((MemoryBlock block, (byte[], object?[]?) content) in _saved)
            block.Restore(content);
    }

    /// <summary>Fails if anything that the transaction wrote refers to memory that is about to go.</summary>
    public void CheckNothingTemporaryIsKept()
    {
        foreach (MemoryBlock block in _made.Concat(_saved.Select(saved => saved.Block)))
        {
            if (block.Pointers.Any(pointer => pointer.Target is MemoryBlock { Kind: MemoryKind.Temporary }))
                throw new EvaluationException($"keeps a reference to a local variable in {block.Name}");
        }
    }

    /// <summary>Has to precede every write.</summary>
    public void BeforeWrite(MemoryBlock block)
    {
        if (block.Transaction == _transaction || block.Kind == MemoryKind.Temporary)
            return;
        if (block.Kind == MemoryKind.Constant)
            throw new EvaluationException($"writes to {block.Name}, which is constant");
        _saved.Add((block, block.Save()));
        block.Transaction = _transaction;
    }

    /// <summary>The storage of a static field; for one with data in the assembly, that data.</summary>
    public MemoryBlock StorageOf(FieldInstance field)
    {
        if (!_fields.TryGetValue(field, out MemoryBlock? block))
        {
            MemoryKind kind = field.HasData ? MemoryKind.Constant : MemoryKind.StaticField;
            block = new(kind, field.Type.Size, field.Type, field.FullName) { Field = field };
            if (field.HasData)
                field.Data.CopyTo(block.Bytes);
            _fields.Add(field, block);
        }

        return block;
    }

    public MemoryBlock NewObject(DefinedType type) => NewInstance(type, type.Layout.Size);

    public MemoryBlock NewArray(ArrayType type, long length)
    {
        if (length < 0)
            throw new EvaluationException("makes an array of negative length");
        MemoryBlock block = NewInstance(type, InstanceLayout.ArrayDataOffset + length * type.Element.Size);
        BinaryPrimitives.WriteInt32LittleEndian(block.Bytes.AsSpan(InstanceLayout.ArrayLengthOffset), (int)length);
        return block;
    }

    /// <summary>A string of zeros; it is one character longer than its length, for the terminator.</summary>
    public MemoryBlock NewString(int length)
    {
        MemoryBlock block = NewInstance(context.WellKnown.String, InstanceLayout.StringDataOffset + (length + 1L) * sizeof(char));
        BinaryPrimitives.WriteInt32LittleEndian(block.Bytes.AsSpan(InstanceLayout.StringLengthOffset), length);
        return block;
    }

    /// <summary>The object of a string literal: equal texts are one object.</summary>
    public MemoryBlock Literal(string text)
    {
        if (!_literals.TryGetValue(text, out MemoryBlock? block))
        {
            block = NewString(text.Length);
            MemoryMarshal.AsBytes(text.AsSpan()).CopyTo(block.Bytes.AsSpan(InstanceLayout.StringDataOffset));
            _literals.Add(text, block);
        }

        return block;
    }

    /// <summary>A box with room for a value.</summary>
    public MemoryBlock NewBox(DefinedType type) => NewInstance(type, InstanceLayout.ObjectHeaderSize + type.Size);

    /// <summary>Memory of a method's call.</summary>
    public static MemoryBlock NewTemporary(long size) => new(MemoryKind.Temporary, Checked(size), null, "a local variable");

    private MemoryBlock NewInstance(ConcreteType type, long size)
    {
        MemoryBlock block = new(MemoryKind.Object, Checked(size), type, $"an object of type {type}") { Transaction = _transaction };
        block.WritePointer(0, 0, type);
        _made.Add(block);
        return block;
    }

    private static int Checked(long size) =>
        size <= LargestBlock ? (int)size : throw new EvaluationException($"makes an object of {size} bytes");
}
