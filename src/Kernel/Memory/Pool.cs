// Type-stable pools: where kernel objects that come and go live.
//
// A slab is a block of frames cut into objects of one type. An object is constructed once, when its slab is cut; taking and giving it back
// leaves its fields alone, so a user puts it into its initial state itself, and locks and queues inside stay valid. While any object
// of a slab is in use the slab's memory holds that type and nothing else. Slabs with no object in use count as free memory and go
// back to the frame allocator when it asks.
//
// On CoreCLR objects come from the garbage-collected heap, and everything else is the same.
//
// _lock protects the lists of slabs, the slabs, and the links in free objects.

using System.Diagnostics;
using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Synchronization;
using Xv6.Machine;

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

    private SpinLock _lock = new(LockOrder.Pool);
    private SlabList<T> _partlyUsed;
    private SlabList<T> _unused;
    private ulong _heldFrames;
    private ulong _unusedFrames;
    private bool _isRegistered;
    private int _generation;

    public string Name { get; } = name;

    /// <summary>Objects in use.</summary>
    public int InUse { get; private set; }

    public uint ObjectBytes => (uint)Slab<T>.ObjectSize;

    public ulong HeldFrames => Volatile.Read(ref _heldFrames);

    public ulong ReclaimableFrames => Volatile.Read(ref _unusedFrames);

    /// <summary>
    /// Takes an object in whatever state its last user left it (a new one: as constructed). Null when memory is short. Call it with
    /// no spin lock held: it may need frames.
    /// </summary>
    public T? TryAllocate()
    {
        ForgetEarlierMachine();
        T? instance;
        while ((instance = TryTake()) is null)
        {
            if (!TryAddSlab())
                return null;
        }
        return instance;
    }

    public void Free(T instance)
    {
        using var guard = _lock.Enter();
        Slab<T> slab = instance.PoolLink.Slab;
        CheckIsInUse(slab, instance);
        instance.PoolLink.NextFree = slab.FirstFree;
        slab.FirstFree = instance;
        slab.InUse--;
        InUse--;
        if (slab.InUse == slab.Capacity - 1)
            _partlyUsed.Add(slab);
        if (slab.InUse == 0)
            Retire(slab);
    }

    public ulong Reclaim(ulong frames)
    {
        ulong freed = 0;
        while (freed < frames && TakeUnused() is { } slab)
        {
            // The slab lies in its own frames: nothing of it may be used after their release.
            Frame first = slab.FirstFrame;
            int order = slab.Order;
            FrameAllocator.ReleaseBlock(first, order);
            freed += 1ul << order;
        }
        return freed;
    }

    private T? TryTake()
    {
        using var guard = _lock.Enter();
        Slab<T>? slab = _partlyUsed.First;
        if (slab is null)
        {
            slab = _unused.First;
            if (slab is null)
                return null;
            _unused.Remove(slab);
            _unusedFrames -= 1ul << slab.Order;
            _partlyUsed.Add(slab);
        }
        Invariant.Check(slab.FirstFree is not null && slab.InUse < slab.Capacity, "a pool's slab has lost a free object");
        T instance = slab.FirstFree!;
        slab.FirstFree = instance.PoolLink.NextFree;
        instance.PoolLink.NextFree = null;
        if (++slab.InUse == slab.Capacity)
            _partlyUsed.Remove(slab);
        InUse++;
        return instance;
    }

    // Without the pool's lock, as the frame allocator may ask this very pool for frames.
    private bool TryAddSlab()
    {
        if (!TryAllocateSlabMemory(out Frame first, out int order))
            return false;
        Slab<T> slab = Slab<T>.Cut(first, order);
        bool register;
        using (_lock.Enter())
        {
            _unused.Add(slab);
            _heldFrames += 1ul << order;
            _unusedFrames += 1ul << order;
            register = !_isRegistered;
            _isRegistered = true;
        }
        if (register)
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

    [Conditional("CHECKED")]
    private static void CheckIsInUse(Slab<T> slab, T instance)
    {
        Invariant.Check(slab.InUse > 0, "an object is given back to a pool that has lent none");
        for (T? free = slab.FirstFree; free is not null; free = free.PoolLink.NextFree)
            Invariant.Check(!ReferenceEquals(free, instance), "an object is given back to its pool twice");
    }

    private void Retire(Slab<T> slab)
    {
        _partlyUsed.Remove(slab);
        _unused.Add(slab);
        _unusedFrames += 1ul << slab.Order;
    }

    private Slab<T>? TakeUnused()
    {
        using var guard = _lock.Enter();
        if (_unused.First is not { } slab)
            return null;
        _unused.Remove(slab);
        _heldFrames -= 1ul << slab.Order;
        _unusedFrames -= 1ul << slab.Order;
        return slab;
    }

    private void ForgetEarlierMachine()
    {
        if (Target.IsMachine || _generation == SimulatedMachine.Generation)
            return;
        using var guard = _lock.Enter();
        _generation = SimulatedMachine.Generation;
        (_partlyUsed, _unused, _heldFrames, _unusedFrames, _isRegistered, InUse) = (default, default, 0, 0, false, 0);
    }
}
