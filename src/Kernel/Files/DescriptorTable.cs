// A process's open files by descriptor number.
//
// Descriptors lie in pooled blocks of 64, each with a bit map of those in use; blocks appear when they are needed, so a process with a
// few files has one. Invariants: bit n of a block's map is set exactly when its slot n holds a file (and a reference to it); bit n of
// _fullBlocks is set exactly when block n exists and has no free slot.
//
// No lock: only the process itself uses its table, and its parent before it runs.

using System.Numerics;
using System.Runtime.CompilerServices;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files;

public struct DescriptorTable
{
    private const int BlockCount = Limits.DescriptorsPerProcess / DescriptorBlock.Capacity;

    private Blocks _blocks;
    private uint _fullBlocks;

    /// <summary>The file behind a descriptor, or null. The table keeps its reference.</summary>
    public readonly OpenFile? Find(int descriptor)
    {
        if ((uint)descriptor >= Limits.DescriptorsPerProcess)
            return null;
        return _blocks[descriptor / DescriptorBlock.Capacity]?[descriptor % DescriptorBlock.Capacity];
    }

    /// <summary>Gives the file the lowest free descriptor. The caller's reference becomes the table's, unless it fails.</summary>
    public Result<int> Add(OpenFile file)
    {
        int index = BitOperations.TrailingZeroCount(~_fullBlocks);
        if (index >= BlockCount)
            return ErrorNumber.TooManyDescriptors;
        if (EnsureBlock(index) is not { } block)
            return ErrorNumber.OutOfMemory;
        int slot = block.Add(file);
        if (block.IsFull)
            _fullBlocks |= 1u << index;
        return index * DescriptorBlock.Capacity + slot;
    }

    /// <summary>A second, lowest free descriptor for the same open file.</summary>
    public Result<int> Duplicate(int descriptor)
    {
        if (Find(descriptor) is not { } file)
            return ErrorNumber.BadDescriptor;
        Result<int> duplicate = Add(file.AddReference());
        if (duplicate.IsError)
            file.Release();
        return duplicate;
    }

    /// <summary>Frees a descriptor; the file is closed if this was its last one.</summary>
    public ErrorNumber Close(int descriptor)
    {
        if (Find(descriptor) is not { } file)
            return ErrorNumber.BadDescriptor;
        int index = descriptor / DescriptorBlock.Capacity;
        _blocks[index]!.Remove(descriptor % DescriptorBlock.Capacity);
        _fullBlocks &= ~(1u << index);
        file.Release();
        return ErrorNumber.None;
    }

    /// <summary>Gives an empty table the same descriptors. On failure (OutOfMemory) it stays empty.</summary>
    public ErrorNumber CopyTo(ref DescriptorTable other)
    {
        for (int i = 0; i < BlockCount; i++)
        {
            if (_blocks[i] is not { IsEmpty: false } block)
                continue;
            if (other.EnsureBlock(i) is not { } copy)
            {
                other.CloseAll();
                return ErrorNumber.OutOfMemory;
            }
            block.CopyTo(copy);
        }
        other._fullBlocks = _fullBlocks;
        return ErrorNumber.None;
    }

    /// <summary>Closes everything; the table is empty and owns no memory after that.</summary>
    public void CloseAll()
    {
        for (int i = 0; i < BlockCount; i++)
        {
            if (_blocks[i] is not { } block)
                continue;
            _blocks[i] = null;
            block.ReleaseAll();
            DescriptorBlock.Pool.Free(block);
        }
        _fullBlocks = 0;
    }

    private DescriptorBlock? EnsureBlock(int index) => _blocks[index] ??= DescriptorBlock.Pool.TryAllocate();

    [InlineArray(BlockCount)]
    private struct Blocks
    {
        private DescriptorBlock? _first;
    }
}
