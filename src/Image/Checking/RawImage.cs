// The blocks and inodes of an image as they are, with nothing of a file system in between.

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Xv6.Kernel.Devices.Block;
using Xv6.Kernel.Files.Disks;
using Xv6.Kernel.Files.Format;
using Xv6.Kernel.Files.Logging;
using Xv6.Machine.Abi;

namespace Xv6.Image.Checking;

internal sealed class RawImage
{
    private const int SectorsPerBlock = DiskFormat.BlockSize / BlockRequest.SectorSize;

    private readonly OverlayBlockDevice _device;

    public RawImage(SafeFileHandle file)
    {
        _device = new OverlayBlockDevice(file);
        SuperBlock = MemoryMarshal.Read<SuperBlock>(Block(DiskFormat.SuperBlockNumber));
    }

    public SuperBlock SuperBlock { get; }

    public ulong BlockCount => _device.SectorCount / SectorsPerBlock;

    /// <summary>Only for an image whose magic is known.</summary>
    public DiskFormat Format => DiskFormat.Find(SuperBlock.Magic)!;

    public byte[] Block(uint number)
    {
        byte[] content = new byte[DiskFormat.BlockSize];
        _device.ReadSectors((ulong)number * SectorsPerBlock, content);
        return content;
    }

    /// <summary>A block as block numbers.</summary>
    public uint[] Pointers(uint number) => MemoryMarshal.Cast<byte, uint>(Block(number)).ToArray();

    /// <summary>Replays a log that a crash left, in memory only.</summary>
    /// <returns>InvalidArgument when the log's header can't be one.</returns>
    public ErrorNumber ReplayLog()
    {
        using Lock.Scope scope = HostKernel.Enter();
        var log = new LogArea(new Disk(_device), SuperBlock);
        if (!log.TryAllocateMirror())
            return ErrorNumber.OutOfMemory;
        ErrorNumber error = log.Recover(isReadOnly: false);
        log.Free();
        return error;
    }
}
