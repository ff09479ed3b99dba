// An image as a block device that can be written to without changing the image: writes stay in memory.

using Microsoft.Win32.SafeHandles;
using Xv6.Kernel.Devices.Block;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Image.Checking;

internal sealed class OverlayBlockDevice(SafeFileHandle file) : IBlockDevice
{
    private readonly Dictionary<ulong, byte[]> _written = [];

    public ulong SectorCount { get; } = (ulong)RandomAccess.GetLength(file) / BlockRequest.SectorSize;

    public bool IsReadOnly => false;

    public void Submit(BlockRequest request)
    {
        try
        {
            ulong sector = request.FirstSector;
            foreach (BlockSegment segment in request.Segments)
            {
                Span<byte> memory = DirectMap.Bytes(segment.Address, (int)segment.Length);
                for (int offset = 0; offset < memory.Length; offset += BlockRequest.SectorSize)
                {
                    Span<byte> piece = memory.Slice(offset, BlockRequest.SectorSize);
                    if (request.Operation == BlockOperation.Write)
                        _written[sector] = piece.ToArray();
                    else
                        Read(sector, piece);
                    sector++;
                }
            }
            request.Complete(ErrorNumber.None);
        }
        catch (IOException)
        {
            request.Complete(ErrorNumber.InputOutput);
        }
    }

    /// <summary>Reads what was written, else what the image has.</summary>
    public void Read(ulong sector, Span<byte> destination)
    {
        if (_written.TryGetValue(sector, out byte[]? written))
            written.CopyTo(destination);
        else if (RandomAccess.Read(file, destination, (long)(sector * BlockRequest.SectorSize)) != destination.Length)
            throw new EndOfStreamException("the image is shorter than its superblock says");
    }
}
