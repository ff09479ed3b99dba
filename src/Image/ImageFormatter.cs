// Writes an empty file system: superblock, root directory, and the bit map with the blocks that these take. Everything else of a new
// image is zeros.

using System.Runtime.InteropServices;
using System.Text;
using Xv6.Kernel.Files.Format;
using Xv6.Machine.Abi;

namespace Xv6.Image;

/// <summary>Writes one block of an image.</summary>
internal delegate void BlockWriter(uint block, ReadOnlySpan<byte> content);

internal static class ImageFormatter
{
    private const uint LogStart = 2;
    private const uint SmallestDataArea = 1;

    /// <summary>Computes the layout.</summary>
    /// <exception cref="ImageException">The numbers don't fit together.</exception>
    public static SuperBlock Plan(DiskImageOptions options)
    {
        if (options.Size % DiskFormat.BlockSize != 0)
            throw new ImageException($"the size of an image must be a multiple of {DiskFormat.BlockSize} bytes, not {options.Size}");
        long blocks = options.Size / DiskFormat.BlockSize;
        if (blocks is <= 0 or > uint.MaxValue)
            throw new ImageException($"an image has between 1 and {uint.MaxValue} blocks of {DiskFormat.BlockSize} bytes, not {blocks}");
        if (options.Inodes is < 2 or > uint.MaxValue)
            throw new ImageException($"an image has between 2 and {uint.MaxValue} inodes, not {options.Inodes}");
        if (options.LogBlocks < SuperBlock.SmallestLog)
            throw new ImageException($"the log needs at least {SuperBlock.SmallestLog} blocks, not {options.LogBlocks}");

        // As many blocks for inodes and bit map as xv6's mkfs takes: one more than is needed when the number is a multiple.
        long inodeBlocks = options.Inodes / DiskFormat.InodesPerBlock + 1;
        long bitmapBlocks = blocks / DiskFormat.BitsPerBlock + 1;
        long inodeStart = LogStart + options.LogBlocks;
        long dataStart = inodeStart + inodeBlocks + bitmapBlocks;
        if (dataStart + SmallestDataArea > blocks)
        {
            throw new ImageException(
                $"an image of {blocks} blocks has no room for a log of {options.LogBlocks} blocks and {options.Inodes} inodes");
        }
        return new SuperBlock
        {
            Magic = (options.Format == ImageFormat.Classic ? DiskFormat.Classic : DiskFormat.Extended).Magic,
            Size = (uint)blocks,
            DataBlocks = (uint)(blocks - dataStart),
            Inodes = (uint)options.Inodes,
            LogBlocks = (uint)options.LogBlocks,
            LogStart = LogStart,
            InodeStart = (uint)inodeStart,
            BitmapStart = (uint)(inodeStart + inodeBlocks),
        };
    }

    /// <summary>Writes the file system to an image that consists of zeros.</summary>
    public static void Format(in SuperBlock superBlock, BlockWriter write)
    {
        uint rootBlock = superBlock.DataStart;
        byte[] block = new byte[DiskFormat.BlockSize];
        MemoryMarshal.Write(block, in superBlock);
        write(DiskFormat.SuperBlockNumber, block);
        WriteRootInode(in superBlock, rootBlock, write);
        WriteRootDirectory(rootBlock, write);
        WriteBitmap(in superBlock, rootBlock + 1, write);
    }

    private static void WriteRootInode(in SuperBlock superBlock, uint rootBlock, BlockWriter write)
    {
        var inodes = new DiskInode[DiskFormat.InodesPerBlock];
        ref DiskInode root = ref inodes[DiskFormat.RootInode];
        root.Type = FileType.Directory;
        root.LinkCount = 1;
        root.Length = 2 * DirectoryEntry.Size;
        root.Addresses[0] = rootBlock;
        write(superBlock.BlockOfInode(DiskFormat.RootInode), MemoryMarshal.AsBytes(inodes.AsSpan()));
    }

    private static void WriteRootDirectory(uint rootBlock, BlockWriter write)
    {
        byte[] block = new byte[DiskFormat.BlockSize];
        for (int entry = 0; entry < 2; entry++)
        {
            Span<byte> bytes = block.AsSpan(entry * DirectoryEntry.Size);
            MemoryMarshal.Write(bytes, (ushort)DiskFormat.RootInode);
            Encoding.ASCII.GetBytes(entry == 0 ? "." : "..", bytes[sizeof(ushort)..]);
        }
        write(rootBlock, block);
    }

    private static void WriteBitmap(in SuperBlock superBlock, uint firstFree, BlockWriter write)
    {
        for (uint first = 0; first < firstFree; first += DiskFormat.BitsPerBlock)
        {
            byte[] block = new byte[DiskFormat.BlockSize];
            uint count = Math.Min(firstFree - first, DiskFormat.BitsPerBlock);
            for (uint bit = 0; bit < count; bit++)
                block[bit / 8] |= (byte)(1 << (int)(bit % 8));
            write(superBlock.BitmapBlockOf(first), block);
        }
    }
}
