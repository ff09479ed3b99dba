// An image as a block device that can be written to without changing the image: writes stay in memory.

using Microsoft.Win32.SafeHandles;
using Xv6.Kernel.Devices.Block;

namespace Xv6.Image;

internal sealed class OverlayBlockDevice(SafeFileHandle file) : ImageDevice(file)
{
    private readonly Dictionary<ulong, byte[]> _written = [];

    /// <summary>Reads what was written, else what the image has.</summary>
    public void ReadSectors(ulong firstSector, Span<byte> memory)
    {
        FileBlockDevice.ReadFrom(File, firstSector, memory);
        if (_written.Count == 0)
            return;
        for (int offset = 0; offset < memory.Length; offset += BlockRequest.SectorSize)
        {
            if (_written.TryGetValue(firstSector + (ulong)(offset / BlockRequest.SectorSize), out byte[]? written))
                written.CopyTo(memory[offset..]);
        }
    }

    protected override void Read(ulong firstSector, Span<byte> memory) => ReadSectors(firstSector, memory);

    protected override void Write(ulong firstSector, ReadOnlySpan<byte> memory)
    {
        for (int offset = 0; offset < memory.Length; offset += BlockRequest.SectorSize)
            _written[firstSector + (ulong)(offset / BlockRequest.SectorSize)] = memory.Slice(offset, BlockRequest.SectorSize).ToArray();
    }
}
