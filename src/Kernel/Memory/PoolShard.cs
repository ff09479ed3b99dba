// A hart's part of a pool.
//
// _lock protects the lists of slabs, the slabs, and the links in free objects.

using System.Diagnostics;
using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Synchronization;
using Xv6.Machine;

namespace Xv6.Kernel.Memory;

internal sealed class PoolShard<T> where T : class, IPooled<T>, new()
{
    private SpinLock _lock = new(LockOrder.Pool);
    private SlabList<T> _partlyUsed;
    private SlabList<T> _unused;
    private ulong _heldFrames;
    private ulong _unusedFrames;
    private int _inUse;
    private int _generation;

    /// <summary>Objects in use.</summary>
    public int InUse => IsOfEarlierMachine ? 0 : Volatile.Read(ref _inUse);

    /// <summary>Frames of all slabs.</summary>
    public ulong HeldFrames => IsOfEarlierMachine ? 0 : Volatile.Read(ref _heldFrames);

    /// <summary>Frames of slabs with no object in use.</summary>
    public ulong UnusedFrames => IsOfEarlierMachine ? 0 : Volatile.Read(ref _unusedFrames);

    // On the host machines come and go.
    private bool IsOfEarlierMachine => !Target.IsMachine && Volatile.Read(ref _generation) != SimulatedMachine.Generation;

    /// <summary>Takes an object; null if there is none.</summary>
    public T? TryTake()
    {
        using var guard = _lock.Enter();
        ForgetEarlierMachine();
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
        _inUse++;
        return instance;
    }

    /// <summary>Takes an object of this shard back.</summary>
    public void Free(T instance)
    {
        using var guard = _lock.Enter();
        Slab<T> slab = instance.PoolLink.Slab;
        CheckIsInUse(slab, instance);
        instance.PoolLink.NextFree = slab.FirstFree;
        slab.FirstFree = instance;
        slab.InUse--;
        _inUse--;
        if (slab.InUse == slab.Capacity - 1)
            _partlyUsed.Add(slab);
        if (slab.InUse == 0)
            Retire(slab);
    }

    /// <summary>Adds a new slab, with no object in use.</summary>
    public void Add(Slab<T> slab)
    {
        slab.Shard = this;
        using var guard = _lock.Enter();
        ForgetEarlierMachine();
        _unused.Add(slab);
        _heldFrames += 1ul << slab.Order;
        _unusedFrames += 1ul << slab.Order;
    }

    /// <summary>Takes a slab out that has no object in use; null if there is none.</summary>
    public Slab<T>? TakeUnused()
    {
        using var guard = _lock.Enter();
        ForgetEarlierMachine();
        if (_unused.First is not { } slab)
            return null;
        _unused.Remove(slab);
        _heldFrames -= 1ul << slab.Order;
        _unusedFrames -= 1ul << slab.Order;
        return slab;
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

    private void ForgetEarlierMachine()
    {
        if (!IsOfEarlierMachine)
            return;
        (_partlyUsed, _unused, _heldFrames, _unusedFrames, _inUse) = (default, default, 0, 0, 0);
        Volatile.Write(ref _generation, SimulatedMachine.Generation);
    }
}
