// A disk image file as the kernel's block device.

using Microsoft.Win32.SafeHandles;
using Xv6.Kernel.Devices.Block;

namespace Xv6.Image;

internal sealed class FileBlockDevice(SafeFileHandle file) : ImageDevice(file)
{
    /// <summary>Fills the memory from the file. EndOfStreamException if the file is too short.</summary>
    public static void ReadFrom(SafeFileHandle file, ulong firstSector, Span<byte> memory)
    {
        var offset = (long)(firstSector * BlockRequest.SectorSize);
        while (!memory.IsEmpty)
        {
            int read = RandomAccess.Read(file, memory, offset);
            if (read == 0)
                throw new EndOfStreamException("the image is shorter than its superblock says");
            memory = memory[read..];
            offset += read;
        }
    }

    protected override void Read(ulong firstSector, Span<byte> memory) => ReadFrom(File, firstSector, memory);

    protected override void Write(ulong firstSector, ReadOnlySpan<byte> memory)
        => RandomAccess.Write(File, memory, (long)(firstSector * BlockRequest.SectorSize));
}
