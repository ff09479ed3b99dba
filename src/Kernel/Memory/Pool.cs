// Type-stable pools: where kernel objects that come and go live.
//
// A slab is a block of frames cut into objects of one type. An object is constructed once, when its slab is cut; taking and giving it back
// leaves its fields alone, so a user puts it into its initial state itself, and locks and queues inside stay valid. While any object
// of a slab is in use the slab's memory holds that type and nothing else. Slabs with no object in use count as free memory and go
// back to the frame allocator when it asks.
//
// On CoreCLR objects come from the garbage-collected heap, and everything else is the same.

using Xv6.Kernel.Synchronization;

namespace Xv6.Kernel.Memory;

/// <summary>A class whose instances come from a <see cref="Pool{T}"/>: it lends the pool a link.</summary>
public interface IPooled<T> where T : class
{
    /// <summary>The pool's; nobody else touches it.</summary>
    ref PoolLink<T> PoolLink { get; }
}

/// <summary>What a pool keeps in each object.</summary>
public struct PoolLink<T> where T : class
{
    internal T? NextFree;
    internal PhysicalAddress Slab { get; set; }
}

/// <summary>Objects of one type, taken and given back.</summary>
public sealed class Pool<T>(string name) where T : class, IPooled<T>, new()
{
    private SpinLock _lock = new(LockOrder.Pool);
    private T? _free;

    public string Name { get; } = name;

    /// <summary>Objects in use.</summary>
    public int InUse { get; private set; }

    /// <summary>Takes an object in whatever state its last user left it (a new one: as constructed). Null when memory is short.</summary>
    public T? TryAllocate()
    {
        using var guard = _lock.Enter();
        T instance = _free ?? new T();
        _free = instance.PoolLink.NextFree;
        instance.PoolLink = default;
        InUse++;
        return instance;
    }

    public void Free(T instance)
    {
        using var guard = _lock.Enter();
        instance.PoolLink.NextFree = _free;
        _free = instance;
        InUse--;
    }
}
