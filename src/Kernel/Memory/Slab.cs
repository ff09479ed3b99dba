// A block of frames cut into objects of one type. The slab's own object is the first in the block.

using Xv6.Machine;

namespace Xv6.Kernel.Memory;

/// <summary>Part of a <see cref="PoolShard{T}"/>, whose lock protects it.</summary>
internal sealed class Slab<T> where T : class, IPooled<T>, new()
{
    private const nuint Alignment = 16;

    /// <summary>Where it belongs, as long as it exists.</summary>
    public PoolShard<T> Shard { get; set; } = null!;

    public Frame FirstFrame { get; private set; }

    public int Order { get; private set; }

    /// <summary>Objects in the slab.</summary>
    public int Capacity { get; private set; }

    public int InUse { get; set; }

    public T? FirstFree { get; set; }

    internal Slab<T>? Previous;
    internal Slab<T>? Next;

    public static nuint ObjectSize => Align(ObjectMemory.InstanceSize<T>());

    private static nuint HeaderSize => Align(ObjectMemory.InstanceSize<Slab<T>>());

    /// <summary>Objects that fit into 2^order frames.</summary>
    public static int CapacityOf(int order) => (int)((((nuint)VirtualAddress.PageSize << order) - HeaderSize) / ObjectSize);

    private static nuint Align(nuint size) => (size + Alignment - 1) & ~(Alignment - 1);

    /// <summary>Makes the slab and its objects in zeroed frames.</summary>
    public static Slab<T> Cut(Frame first, int order)
    {
        nuint memory = DirectMap.AddressOf(first.Address);
        var slab = ObjectMemory.Initialize<Slab<T>>(memory);
        slab.FirstFrame = first;
        slab.Order = order;
        slab.Capacity = CapacityOf(order);
        nuint address = memory + HeaderSize;
        for (int i = 0; i < slab.Capacity; i++, address += ObjectSize)
        {
            var instance = ObjectMemory.Initialize<T>(address);
            instance.PoolLink.Slab = slab;
            instance.PoolLink.NextFree = slab.FirstFree;
            slab.FirstFree = instance;
        }
        return slab;
    }
}

/// <summary>A list of slabs; a slab is in at most one.</summary>
internal struct SlabList<T> where T : class, IPooled<T>, new()
{
    public Slab<T>? First { get; private set; }

    public void Add(Slab<T> slab)
    {
        slab.Previous = null;
        slab.Next = First;
        if (First is { } first)
            first.Previous = slab;
        First = slab;
    }

    public void Remove(Slab<T> slab)
    {
        if (slab.Previous is { } previous)
            previous.Next = slab.Next;
        else
            First = slab.Next;
        if (slab.Next is { } next)
            next.Previous = slab.Previous;
        (slab.Previous, slab.Next) = (null, null);
    }
}
