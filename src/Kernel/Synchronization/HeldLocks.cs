// The spin locks that a hart holds, or the sleep locks of a process, in the order they were taken (checked kernels keep it up to date).

using System.Runtime.CompilerServices;
using Xv6.Kernel.Diagnostics;

namespace Xv6.Kernel.Synchronization;

public struct HeldLocks
{
    private const int Capacity = 16;

    private Slots _slots;

    public int Count { get; private set; }

    public readonly LockClass this[int index] => _slots[index]!;

    /// <summary>The rank of the lock furthest down the order, or -1.</summary>
    public readonly int HighestRank
    {
        get
        {
            int highest = -1;
            for (int i = 0; i < Count; i++)
                highest = Math.Max(highest, _slots[i]!.Rank);
            return highest;
        }
    }

    public void Push(LockClass lockClass)
    {
        if (Count == Capacity)
            KernelPanic.Throw("too many locks held");
        _slots[Count++] = lockClass;
    }

    public void Remove(LockClass lockClass)
    {
        for (int i = Count - 1; i >= 0; i--)
        {
            if (!ReferenceEquals(_slots[i], lockClass))
                continue;
            for (int j = i + 1; j < Count; j++)
                _slots[j - 1] = _slots[j];
            _slots[--Count] = null;
            return;
        }
        KernelPanic.Throw("a lock is released that was not taken", lockClass);
    }

    [InlineArray(Capacity)]
    private struct Slots
    {
        private LockClass? _first;
    }
}
