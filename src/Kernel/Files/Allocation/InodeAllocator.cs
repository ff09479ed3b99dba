// Which inodes are free: a bit map in memory, filled from the disk at mount.
//
// _lock protects it. Numbers from the superblock's InodeLimit on, and number 0, are never given out.

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

    /// <summary>Takes a free number: the lowest one of a word of the map, starting where the last search ended.</summary>
    public Result<uint> Allocate()
    {
        using var guard = _lock.Enter();
        for (int i = 0; i < _used.Length; i++)
        {
            ulong free = ~_used[_cursor];
            if (free != 0)
            {
                var number = (uint)(_cursor * 64 + BitOperations.TrailingZeroCount(free));
                MarkUsed(number);
                return number;
            }
            _cursor = _cursor + 1 < _used.Length ? _cursor + 1 : 0;
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
    }
}
