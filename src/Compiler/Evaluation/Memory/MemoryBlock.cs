// One piece of the evaluated program's memory: an object, a static field, a method's locals.
//
// A block is bytes in the target's own layout, so everything that C# can do with memory (structs of any layout, references to fields,
// spans, reinterpretation) means here what it will mean at run time. An address can't be a number, as nothing has an address yet:
// the eight bytes of a pointer hold an offset, and beside the bytes stands what the offset is relative to, the word's target.

using System.Buffers.Binary;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler.Evaluation.Memory;

/// <summary>What a block is.</summary>
public enum MemoryKind
{
    /// <summary>An instance of a class, an array, a string or a boxed value; it begins with the object header.</summary>
    Object,

    /// <summary>The storage of one static field.</summary>
    StaticField,

    /// <summary>Bytes of the assembly that never change: array and span literals.</summary>
    Constant,

    /// <summary>Locals, stackalloc memory and temporary values: gone when the evaluated method returns.</summary>
    Temporary,
}

/// <summary>Bytes, and the targets of the pointers among them. Only <see cref="EvaluationHeap"/> makes blocks that last.</summary>
public sealed class MemoryBlock
{
    /// <summary>By word: null, or a MemoryBlock, MethodInstance, ConcreteType (its method table) or FieldInstance (its handle).</summary>
    private object?[]? _targets;

    internal MemoryBlock(MemoryKind kind, int size, ConcreteType? type, string name)
    {
        Kind = kind;
        Type = type;
        Name = name;
        Bytes = new byte[size];
    }

    public MemoryKind Kind { get; }

    /// <summary>The exact type of an object, the type of a field; null otherwise.</summary>
    public ConcreteType? Type { get; }

    /// <summary>What it is called in reports.</summary>
    public string Name { get; }

    /// <summary>The static field whose storage or data this is, or null.</summary>
    public FieldInstance? Field { get; internal init; }

    public int Size => Bytes.Length;

    /// <summary>The content. What it holds in a word that has a target is an offset from the target.</summary>
    public ReadOnlySpan<byte> Content => Bytes;

    /// <summary>The pointers, in ascending order of their offsets.</summary>
    public IEnumerable<(int Offset, object Target)> Pointers
    {
        get
        {
            for (int word = 0; word < (_targets?.Length ?? 0); word++)
            {
                if (_targets![word] is { } target)
                    yield return (word * TypeSystemContext.PointerSize, target);
            }
        }
    }

    internal byte[] Bytes { get; private set; }

    /// <summary>The transaction in which the block was made or last saved: see <see cref="EvaluationHeap"/>.</summary>
    internal int Transaction { get; set; }

    /// <summary>What the pointer at an offset is relative to; null if no pointer is there.</summary>
    public object? TargetAt(int offset) =>
        _targets is null || offset % TypeSystemContext.PointerSize != 0 ? null : _targets[offset / TypeSystemContext.PointerSize];

    /// <summary>The 64-bit value at an offset.</summary>
    public long ReadInt64(int offset) => BinaryPrimitives.ReadInt64LittleEndian(Range(offset, sizeof(long)));

    /// <summary>Bytes that are no part of a pointer.</summary>
    internal ReadOnlySpan<byte> ReadBytes(long offset, int count)
    {
        Span<byte> range = Range(offset, count);
        return HasPointerIn((int)offset, count) ? throw new EvaluationException("reads part of an address as a number") : range;
    }

    /// <summary>Overwrites bytes; pointers that lay there are gone.</summary>
    internal void WriteBytes(long offset, ReadOnlySpan<byte> content)
    {
        content.CopyTo(Range(offset, content.Length));
        ClearTargets((int)offset, content.Length);
    }

    internal void WritePointer(long offset, long value, object? target)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Range(offset, sizeof(long)), value);
        ClearTargets((int)offset, sizeof(long));
        if (target is null)
            return;
        if (offset % TypeSystemContext.PointerSize != 0)
            throw new EvaluationException("stores an address where it isn't aligned");
        _targets ??= new object?[(Size + TypeSystemContext.PointerSize - 1) / TypeSystemContext.PointerSize];
        _targets[offset / TypeSystemContext.PointerSize] = target;
    }

    /// <summary>Copies bytes and pointers; the ranges may overlap.</summary>
    internal void CopyFrom(MemoryBlock source, long sourceOffset, long offset, int count)
    {
        ReadOnlySpan<byte> from = source.Range(sourceOffset, count);
        Span<byte> to = Range(offset, count);
        (int Offset, object Target)[] pointers = source.HasPointerIn((int)sourceOffset, count)
            ? [.. source.Pointers.Where(pointer => pointer.Offset + 8 > sourceOffset && pointer.Offset < sourceOffset + count)]
            : [];
        from.CopyTo(to);
        ClearTargets((int)offset, count);
        foreach ((int pointerOffset, object target) in pointers)
        {
            if (pointerOffset < sourceOffset || pointerOffset + 8 > sourceOffset + count)
                throw new EvaluationException("copies part of an address");
            long destination = pointerOffset - sourceOffset + offset;
            WritePointer(destination, ReadInt64((int)destination), target);
        }
    }

    /// <summary>The content as it is now, for <see cref="Restore"/>.</summary>
    internal (byte[] Bytes, object?[]? Targets) Save() => ((byte[])Bytes.Clone(), (object?[]?)_targets?.Clone());

    internal void Restore((byte[] Bytes, object?[]? Targets) saved) => (Bytes, _targets) = saved;

    private Span<byte> Range(long offset, int count) =>
        offset >= 0 && count >= 0 && offset + count <= Size
            ? Bytes.AsSpan((int)offset, count)
            : throw new EvaluationException($"accesses memory outside {Name}");

    private bool HasPointerIn(int offset, int count)
    {
        if (_targets is null || count == 0)
            return false;
        int first = offset / TypeSystemContext.PointerSize;
        int last = (offset + count - 1) / TypeSystemContext.PointerSize;
        return _targets.AsSpan(first..(last + 1)).ContainsAnyExcept((object?)null);
    }

    private void ClearTargets(int offset, int count)
    {
        if (_targets is null || count == 0)
            return;
        int first = offset / TypeSystemContext.PointerSize;
        int last = (offset + count - 1) / TypeSystemContext.PointerSize;
        _targets.AsSpan(first..(last + 1)).Clear();
    }
}
