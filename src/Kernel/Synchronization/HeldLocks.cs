// The spin locks that a hart holds, or the sleep locks of a process, in the order they were taken (checked kernels keep it up to date).

using System.Runtime.CompilerServices;
using Xv6.Kernel.Diagnostics;

namespace Xv6.Kernel.Synchronization;

public struct HeldLocks
{
    private const int Capacity = 16;

    private Slots _slots;

    public int Count { get; private set; }

    public readonly LockClass this[int index] => _slots[index].Class!;

    /// <summary>The rank of the lock furthest down the order, or -1.</summary>
    public readonly int HighestRank
    {
        get
        {
            int highest = -1;
            for (int i = 0; i < Count; i++)
                highest = Math.Max(highest, _slots[i].Class!.Rank);
            return highest;
        }
    }

    /// <param name="now">In time units.</param>
    public void Push(LockClass lockClass, ulong now)
    {
        if (Count == Capacity)
            KernelPanic.Throw("too many locks held");
        _slots[Count++] = new Slot(lockClass, now);
    }

    /// <returns>When the lock was taken.</returns>
    public ulong Remove(LockClass lockClass)
    {
        for (int i = Count - 1; i >= 0; i--)
        {
            if (!ReferenceEquals(_slots[i].Class, lockClass))
                continue;
            ulong since = _slots[i].Since;
            for (int j = i + 1; j < Count; j++)
                _slots[j - 1] = _slots[j];
            _slots[--Count] = default;
            return since;
        }
        KernelPanic.Throw("a lock is released that was not taken", lockClass);
        return 0;
    }

    private readonly record struct Slot(LockClass? Class, ulong Since);

    [InlineArray(Capacity)]
    private struct Slots
    {
        private Slot _first;
    }
}
