// A disk in memory that remembers the order of writes and flushes, and can fail, or complete requests later in another thread.

using Xv6.Image;
using Xv6.Kernel.Devices.Block;
using Xv6.Kernel.Files.Format;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files.Tests.Support;

/// <summary>A write of one sector, or a flush (no content).</summary>
internal sealed record DiskEvent(ulong Sector, byte[]? Content)
{
    public bool IsFlush => Content is null;
}

internal sealed class MemoryDisk : IBlockDevice
{
    private readonly byte[] _content;
    private readonly Lock _lock = new();

    public MemoryDisk(byte[] content) => _content = content;

    public MemoryDisk(DiskImageOptions options)
    {
        _content = new byte[options.Size];
        SuperBlock superBlock = ImageFormatter.Plan(options);
        ImageFormatter.Format(in superBlock, (block, bytes) => bytes.CopyTo(_content.AsSpan((int)block * DiskFormat.BlockSize)));
    }

    public ulong SectorCount => (ulong)_content.Length / BlockRequest.SectorSize;

    public bool IsReadOnly { get; init; }

    /// <summary>Everything that was written, if it is to be remembered.</summary>
    public List<DiskEvent>? Events { get; set; }

    /// <summary>Says whether a request fails.</summary>
    public Func<BlockRequest, bool>? Fails { get; set; }

    /// <summary>Requests complete in another thread.</summary>
    public bool IsAsynchronous { get; init; }

    public int Reads { get; private set; }

    public int Writes { get; private set; }

    /// <summary>What is on the disk now.</summary>
    public byte[] Snapshot()
    {
        lock (_lock)
            return [.. _content];
    }

    public Span<byte> Block(uint number) => _content.AsSpan((int)number * DiskFormat.BlockSize, DiskFormat.BlockSize);

    public void Submit(BlockRequest request)
    {
        if (IsAsynchronous)
            ThreadPool.UnsafeQueueUserWorkItem(_ => request.Complete(Execute(request)), null);
        else
            request.Complete(Execute(request));
    }

    private ErrorNumber Execute(BlockRequest request)
    {
        lock (_lock)
        {
            if (Fails?.Invoke(request) == true)
                return ErrorNumber.InputOutput;
            if (request.Operation == BlockOperation.Flush)
                Events?.Add(new DiskEvent(0, null));
            if (request.Operation == BlockOperation.Write && IsReadOnly)
                return ErrorNumber.ReadOnlyFileSystem;
            if (request.FirstSector + request.ByteCount / BlockRequest.SectorSize > SectorCount)
                return ErrorNumber.InputOutput;
            ulong sector = request.FirstSector;
            foreach (BlockSegment segment in request.Segments)
                sector = Transfer(request.Operation, segment, sector);
            Reads += request.Operation == BlockOperation.Read ? 1 : 0;
            Writes += request.Operation == BlockOperation.Write ? 1 : 0;
            return ErrorNumber.None;
        }
    }

    private ulong Transfer(BlockOperation operation, BlockSegment segment, ulong sector)
    {
        Span<byte> memory = DirectMap.Bytes(segment.Address, (int)segment.Length);
        for (int offset = 0; offset < memory.Length; offset += BlockRequest.SectorSize, sector++)
        {
            Span<byte> onDisk = _content.AsSpan((int)sector * BlockRequest.SectorSize, BlockRequest.SectorSize);
            Span<byte> piece = memory.Slice(offset, BlockRequest.SectorSize);
            if (operation == BlockOperation.Read)
            {
                onDisk.CopyTo(piece);
                continue;
            }
            piece.CopyTo(onDisk);
            Events?.Add(new DiskEvent(sector, piece.ToArray()));
        }
        return sector;
    }
}
