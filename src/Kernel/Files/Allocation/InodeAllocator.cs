// Which inodes are free: a bit map in memory, filled from the disk at mount.
//
// The lowest free number is given out first: what was used lately has its block and its object in memory, and those kept there stay few.
//
// _lock protects it. No number below _cursor's word is free. Numbers from the superblock's InodeLimit on, and number 0, are never given out.

using System.Numerics;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Files.Allocation;

internal sealed class InodeAllocator
{
    private readonly ulong[] _used;
    private SpinLock _lock = new(LockOrder.InodeAllocator);
    private int _cursor;

    /// <param name="limit">Numbers are below it.</param>
    [MayAllocate]
    public InodeAllocator(uint limit)
    {
        _used = new ulong[(limit + 63) / 64];
        MarkUsed(0);
        for (uint beyond = limit; beyond < _used.Length * 64; beyond++)
            MarkUsed(beyond);
    }

    public void MarkUsed(uint number) => _used[number / 64] |= 1ul << (int)(number % 64);

    public bool IsUsed(uint number) => (_used[number / 64] & (1ul << (int)(number % 64))) != 0;

    /// <summary>Takes the lowest free number.</summary>
    public Result<uint> Allocate()
    {
        using var guard = _lock.Enter();
        for (; _cursor < _used.Length; _cursor++)
        {
            ulong free = ~_used[_cursor];
            if (free == 0)
                continue;
            var number = (uint)(_cursor * 64 + BitOperations.TrailingZeroCount(free));
            MarkUsed(number);
            return number;
        }
        return ErrorNumber.NoSpace;
    }

    /// <summary>How many numbers are free.</summary>
    public uint CountFree()
    {
        using var guard = _lock.Enter();
        uint free = 0;
        foreach (ulong word in _used)
            free += (uint)BitOperations.PopCount(~word);
        return free;
    }

    public void Free(uint number)
    {
        using var guard = _lock.Enter();
        _used[number / 64] &= ~(1ul << (int)(number % 64));
        _cursor = Math.Min(_cursor, (int)(number / 64));
    }
}
