// A piece of a descriptor table: 64 descriptors in a row.
//
// Invariant: a block in the pool is empty, so one that is taken from it needs no preparation.

using System.Numerics;
using System.Runtime.CompilerServices;
using Xv6.Kernel.Memory;

namespace Xv6.Kernel.Files;

internal sealed class DescriptorBlock : IPooled<DescriptorBlock>
{
    public const int Capacity = 64;

    public static readonly Pool<DescriptorBlock> Pool = new("descriptors");

    private PoolLink<DescriptorBlock> _poolLink;
    private ulong _inUse;
    private Slots _files;

    ref PoolLink<DescriptorBlock> IPooled<DescriptorBlock>.PoolLink => ref _poolLink;

    public bool IsFull => _inUse == ulong.MaxValue;

    public bool IsEmpty => _inUse == 0;

    public OpenFile? this[int slot] => _files[slot];

    /// <summary>Puts the file into the lowest free slot, which there must be, and returns its number.</summary>
    public int Add(OpenFile file)
    {
        int slot = BitOperations.TrailingZeroCount(~_inUse);
        _files[slot] = file;
        _inUse |= 1ul << slot;
        return slot;
    }

    /// <summary>Empties a slot; the file's reference is the caller's to release.</summary>
    public void Remove(int slot)
    {
        _files[slot] = null;
        _inUse &= ~(1ul << slot);
    }

    public void CopyTo(DescriptorBlock other)
    {
        for (ulong rest = _inUse; rest != 0; rest &= rest - 1)
        {
            int slot = BitOperations.TrailingZeroCount(rest);
            other._files[slot] = _files[slot]!.AddReference();
        }
        other._inUse = _inUse;
    }

    public void ReleaseAll()
    {
        while (_inUse != 0)
        {
            int slot = BitOperations.TrailingZeroCount(_inUse);
            OpenFile file = _files[slot]!;
            Remove(slot);
            file.Release();
        }
    }

    [InlineArray(Capacity)]
    private struct Slots
    {
        private OpenFile? _first;
    }
}
