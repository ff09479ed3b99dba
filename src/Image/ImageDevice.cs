// What the block devices over an image file have in common: requests complete before Submit returns, and the host's errors become the
// kernel's.

using Microsoft.Win32.SafeHandles;
using Xv6.Kernel.Devices.Block;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Image;

/// <summary>A block device over an image file, which stays the caller's to close.</summary>
internal abstract class ImageDevice(SafeFileHandle file) : IBlockDevice
{
    public ulong SectorCount { get; } = (ulong)RandomAccess.GetLength(file) / BlockRequest.SectorSize;

    public bool IsReadOnly => false;

    /// <summary>What the host said about the last request that failed.</summary>
    public IOException? LastError { get; private set; }

    protected SafeFileHandle File { get; } = file;

    public void Submit(BlockRequest request) => request.Complete(Execute(request));

    protected abstract void Read(ulong firstSector, Span<byte> memory);

    protected abstract void Write(ulong firstSector, ReadOnlySpan<byte> memory);

    private ErrorNumber Execute(BlockRequest request)
    {
        // Images are not the place for fsync: the command that writes one has its result when the process ends.
        if (request.Operation == BlockOperation.Flush)
            return ErrorNumber.None;
        ulong sector = request.FirstSector;
        if (sector + request.ByteCount / BlockRequest.SectorSize > SectorCount)
            return ErrorNumber.InputOutput;
        try
        {
            foreach (BlockSegment segment in request.Segments)
            {
                Span<byte> memory = DirectMap.Bytes(segment.Address, (int)segment.Length);
                if (request.Operation == BlockOperation.Write)
                    Write(sector, memory);
                else
                    Read(sector, memory);
                sector += segment.Length / BlockRequest.SectorSize;
            }
            return ErrorNumber.None;
        }
        catch (IOException error)
        {
            LastError = error;
            return ErrorNumber.InputOutput;
        }
    }
}
