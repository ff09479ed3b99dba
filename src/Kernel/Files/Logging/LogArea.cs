// The log on disk, and its copy in memory.
//
// On disk: a header block (count n, then n home block numbers) and behind it the n blocks. Nothing counts but what the header says, so
// writing the header is the commit. xv6's format; but commits are appended to those before: a block may be in the log several times,
// and the last one counts, which is also what a replay in order gives. A checkpoint writes the blocks home and empties the log.
//
// The header's used part never leaves its first sector (127 blocks at most), because a disk writes a sector whole or not at all.
//
// Invariants: slots below _used are committed, on disk and in the mirror; slots from _used to _staged are in the mirror only. Buffers of
// the slots are referenced, so that nobody reads a block from its home before it is there.
//
// No lock: the holder of the log's commit lock uses it, or the only process during mount.

using Xv6.Kernel.Devices.Block;
using Xv6.Kernel.Files.Caching;
using Xv6.Kernel.Files.Disks;
using Xv6.Kernel.Files.Format;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Files.Logging;

internal sealed class LogArea
{
    /// <summary>Entries of the header's first sector.</summary>
    public const int LargestCapacity = BlockRequest.SectorSize / sizeof(uint) - 1;

    // A foreign log may use the whole header block.
    private const int HeaderEntries = DiskFormat.BlockSize / sizeof(uint) - 1;
    private const int SlotsPerFrame = (int)VirtualAddress.PageSize / DiskFormat.BlockSize;

    private readonly Disk _disk;
    private readonly SuperBlock _superBlock;
    private readonly TransferBatch _batch;
    private readonly Frame[] _mirror;
    private readonly uint[] _homes;
    private readonly BlockBuffer?[] _buffers;
    private readonly ulong[] _order;
    private readonly int _slots;
    private Frame _header;
    private bool _hasHeader;
    private int _frames;
    private int _used;
    private int _staged;

    [MayAllocate]
    public LogArea(Disk disk, in SuperBlock superBlock)
    {
        _disk = disk;
        _superBlock = superBlock;
        _batch = new TransferBatch(disk);
        _slots = (int)Math.Min(superBlock.LogBlocks - 1, HeaderEntries);
        _mirror = new Frame[(_slots + SlotsPerFrame - 1) / SlotsPerFrame];
        _homes = new uint[_slots];
        _buffers = new BlockBuffer?[_slots];
        _order = new ulong[_slots];
    }

    /// <summary>Blocks that commits between two checkpoints may have.</summary>
    public int Capacity => Math.Min(_slots, LargestCapacity);

    /// <summary>Whether every block is in its place. A hint without the commit lock.</summary>
    public bool IsEmpty => Volatile.Read(ref _staged) == 0;

    public int Room => Capacity - _staged;

    /// <summary>Takes memory for the mirror. False when memory is short; <see cref="Free"/> gives back what it got.</summary>
    public bool TryAllocateMirror()
    {
        _hasHeader = FrameAllocator.TryAllocateZeroed(out _header);
        while (_hasHeader && _frames < _mirror.Length && FrameAllocator.TryAllocate(out _mirror[_frames]))
            _frames++;
        return _frames == _mirror.Length;
    }

    /// <summary>Gives all memory back, and the buffers free.</summary>
    public void Free()
    {
        ReleaseBuffers();
        if (_hasHeader)
            FrameAllocator.Release(_header);
        _hasHeader = false;
        while (_frames > 0)
            FrameAllocator.Release(_mirror[--_frames]);
    }

    /// <summary>At mount: brings home what a crash left in the log.</summary>
    /// <returns>InvalidArgument when the log's header can't be one.</returns>
    public ErrorNumber Recover(bool isReadOnly)
    {
        ErrorNumber error = _disk.Transfer(BlockOperation.Read, _superBlock.LogStart, _header.Address, 1);
        if (error != ErrorNumber.None)
            return error;
        Span<uint> header = DirectMap.Page<uint>(_header.Address);
        uint count = header[0];
        if (count == 0)
            return ErrorNumber.None;
        if (count > (uint)_slots)
            return ErrorNumber.InvalidArgument;
        for (int i = 0; i < (int)count; i++)
        {
            _homes[i] = header[1 + i];
            if (!IsHome(_homes[i]))
                return ErrorNumber.InvalidArgument;
        }
        if (isReadOnly)
            return ErrorNumber.ReadOnlyFileSystem;
        _used = _staged = (int)count;
        error = TransferBody(BlockOperation.Read, 0, _used);
        return error == ErrorNumber.None ? Checkpoint() : error;
    }

    /// <summary>Copies a buffer into the next slot; the caller's reference to the buffer becomes the slot's. There must be room.</summary>
    public void Stage(BlockBuffer buffer)
    {
        buffer.Bytes.CopyTo(DirectMap.Bytes(SlotAddress(_staged), DiskFormat.BlockSize));
        _homes[_staged] = buffer.Block;
        _buffers[_staged] = buffer;
        _staged++;
    }

    /// <summary>Makes what was staged durable: all of it, or after a crash nothing of it.</summary>
    public ErrorNumber Commit()
    {
        ErrorNumber error = TransferBody(BlockOperation.Write, _used, _staged);
        if (error == ErrorNumber.None)
            error = _disk.Flush();
        if (error == ErrorNumber.None)
            error = WriteHeader(_staged);
        if (error == ErrorNumber.None)
            _used = _staged;
        return error;
    }

    /// <summary>Writes committed blocks to their homes and empties the log.</summary>
    public ErrorNumber Checkpoint()
    {
        if (_used == 0)
            return ErrorNumber.None;
        ErrorNumber error = WriteHomes();
        if (error == ErrorNumber.None)
            error = _disk.Flush();
        if (error == ErrorNumber.None)
            error = WriteHeader(0);
        if (error != ErrorNumber.None)
            return error;
        _used = _staged = 0;
        ReleaseBuffers();
        return ErrorNumber.None;
    }

    private bool IsHome(uint block)
        => block > DiskFormat.SuperBlockNumber && block < _superBlock.Size
            && (block < _superBlock.LogStart || block >= _superBlock.LogStart + _superBlock.LogBlocks);

    private PhysicalAddress SlotAddress(int slot)
        => _mirror[slot / SlotsPerFrame].Address + (ulong)(slot % SlotsPerFrame * DiskFormat.BlockSize);

    private ErrorNumber TransferBody(BlockOperation operation, int from, int to)
    {
        _batch.Begin(operation);
        for (int slot = from; slot < to;)
        {
            int blocks = Math.Min(SlotsPerFrame - slot % SlotsPerFrame, to - slot);
            _batch.Add(_superBlock.LogStart + 1 + (uint)slot, SlotAddress(slot), (uint)blocks);
            slot += blocks;
        }
        return _batch.Finish();
    }

    private ErrorNumber WriteHeader(int count)
    {
        Span<uint> header = DirectMap.Page<uint>(_header.Address);
        header[0] = (uint)count;
        _homes.AsSpan(0, count).CopyTo(header[1..]);
        ErrorNumber error = _disk.Transfer(BlockOperation.Write, _superBlock.LogStart, _header.Address, 1);
        return error == ErrorNumber.None ? _disk.Flush() : error;
    }

    // In the order of the homes, so that neighbours share a request; of several slots with one home the last counts.
    private ErrorNumber WriteHomes()
    {
        Span<ulong> order = _order.AsSpan(0, _used);
        for (int slot = 0; slot < _used; slot++)
            InsertSorted(order, slot, ((ulong)_homes[slot] << 32) | (uint)slot);
        _batch.Begin(BlockOperation.Write);
        for (int i = 0; i < order.Length; i++)
        {
            var home = (uint)(order[i] >> 32);
            bool isLast = i + 1 == order.Length || (uint)(order[i + 1] >> 32) != home;
            if (isLast)
                _batch.Add(home, SlotAddress((int)(uint)order[i]), 1);
        }
        return _batch.Finish();
    }

    private static void InsertSorted(Span<ulong> sorted, int count, ulong value)
    {
        int i = count;
        for (; i > 0 && sorted[i - 1] > value; i--)
            sorted[i] = sorted[i - 1];
        sorted[i] = value;
    }

    private void ReleaseBuffers()
    {
        for (int slot = 0; slot < _slots; slot++)
        {
            if (_buffers[slot] is not { } buffer)
                continue;
            _buffers[slot] = null;
            BufferShard.Release(buffer);
        }
    }
}
