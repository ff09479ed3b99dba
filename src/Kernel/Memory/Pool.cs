// Type-stable pools: where kernel objects that come and go live.
//
// A slab is a block of frames cut into objects of one type. An object is constructed once, when its slab is cut; taking and giving it back
// leaves its fields alone, so a user puts it into its initial state itself, and locks and queues inside stay valid. While any object
// of a slab is in use the slab's memory holds that type and nothing else. Slabs with no object in use count as free memory and go
// back to the frame allocator when it asks.
//
// A pool is in shards, one for each hart, so that harts that take objects don't meet; an object goes back to the shard that it is from.
// Only when memory is short a hart takes objects from the others' shards.
//
// On CoreCLR objects come from the garbage-collected heap, and everything else is the same.

using Xv6.Kernel.Foundation;
using Xv6.Kernel.Processes;

namespace Xv6.Kernel.Memory;

/// <summary>A class whose instances come from a <see cref="Pool{T}"/>: it lends the pool a link.</summary>
public interface IPooled<T> where T : class, IPooled<T>, new()
{
    /// <summary>The pool's; nobody else touches it.</summary>
    ref PoolLink<T> PoolLink { get; }
}

/// <summary>What a pool keeps in each object.</summary>
public struct PoolLink<T> where T : class, IPooled<T>, new()
{
    internal T? NextFree;
    internal Slab<T> Slab;
}

/// <summary>Objects of one type, taken and given back.</summary>
public sealed class Pool<T>(string name) : IKernelReclaimer where T : class, IPooled<T>, new()
{
    // Slabs are made large enough for so many objects, up to the largest order.
    private const uint WantedObjects = 8;
    private const int LargestSlabOrder = 3;

    private readonly PoolShard<T>[] _shards = CreateShards();

    // 1 + the number of the machine whose frame allocator knows the pool.
    private int _registeredAt;

    public string Name { get; } = name;

    /// <summary>Objects in use.</summary>
    public int InUse
    {
        get
        {
            int objects = 0;
            foreach (PoolShard<T> shard in _shards)
                objects += shard.InUse;
            return objects;
        }
    }

    public uint ObjectBytes => (uint)Slab<T>.ObjectSize;

    public ulong HeldFrames
    {
        get
        {
            ulong frames = 0;
            foreach (PoolShard<T> shard in _shards)
                frames += shard.HeldFrames;
            return frames;
        }
    }

    public ulong ReclaimableFrames
    {
        get
        {
            ulong frames = 0;
            foreach (PoolShard<T> shard in _shards)
                frames += shard.UnusedFrames;
            return frames;
        }
    }

    /// <summary>
    /// Takes an object in whatever state its last user left it (a new one: as constructed). Null when memory is short. Call it with
    /// no spin lock held: it may need frames.
    /// </summary>
    public T? TryAllocate()
    {
        // Should the process move to another hart meanwhile, that is only slower.
        PoolShard<T> own = _shards[Hart.Current.Index % Limits.Harts];
        T? instance;
        while ((instance = own.TryTake()) is null)
        {
            if (!TryAddSlab(own))
                return TryTakeFromAny();
        }
        return instance;
    }

    public void Free(T instance) => instance.PoolLink.Slab.Shard.Free(instance);

    public ulong Reclaim(ulong frames)
    {
        ulong freed = 0;
        foreach (PoolShard<T> shard in _shards)
        {
            while (freed < frames && shard.TakeUnused() is { } slab)
            {
                // The slab lies in its own frames: nothing of it may be used after their release.
                Frame first = slab.FirstFrame;
                int order = slab.Order;
                FrameAllocator.ReleaseBlock(first, order);
                freed += 1ul << order;
            }
        }
        return freed;
    }

    private T? TryTakeFromAny()
    {
        foreach (PoolShard<T> shard in _shards)
        {
            if (shard.TryTake() is { } instance)
                return instance;
        }
        return null;
    }

    // Without the shard's lock, as the frame allocator may ask this very pool for frames.
    private bool TryAddSlab(PoolShard<T> shard)
    {
        if (!TryAllocateSlabMemory(out Frame first, out int order))
            return false;
        shard.Add(Slab<T>.Cut(first, order));
        int machine = 1 + SimulatedMachine.Generation;
        if (Interlocked.Exchange(ref _registeredAt, machine) != machine)
            FrameAllocator.RegisterReclaimer(this);
        return true;
    }

    private static bool TryAllocateSlabMemory(out Frame first, out int order)
    {
        nuint size = Slab<T>.ObjectSize;
        for (order = LargestSlabOrder; order > 0 && ((ulong)VirtualAddress.PageSize << (order - 1)) / size >= WantedObjects; order--)
        {
        }
        for (; order >= 0 && Slab<T>.CapacityOf(order) > 0; order--)
        {
            if (FrameAllocator.TryAllocateBlock(order, out first, FrameCharge.Kernel))
            {
                PageContent.Zero(first, 1u << order);
                return true;
            }
        }
        first = default;
        return false;
    }

    private static PoolShard<T>[] CreateShards()
    {
        var shards = new PoolShard<T>[Limits.Harts];
        for (int i = 0; i < shards.Length; i++)
            shards[i] = new PoolShard<T>();
        return shards;
    }
}
