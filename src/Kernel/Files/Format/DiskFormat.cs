// The two formats that mount: xv6's own, and ours, which trades a direct block for a double indirect one.

namespace Xv6.Kernel.Files.Format;

/// <summary>What differs between the formats, and the constants that are the same in both.</summary>
internal sealed class DiskFormat
{
    /// <summary>Bytes of a block.</summary>
    public const int BlockSize = 1024;

    /// <summary>Bits of an offset in a block.</summary>
    public const int BlockBits = 10;

    public const uint SuperBlockNumber = 1;
    public const uint RootInode = 1;
    public const int InodesPerBlock = BlockSize / DiskInode.Size;
    public const int EntriesPerBlock = BlockSize / Machine.Abi.DirectoryEntry.Size;

    /// <summary>Block numbers in an indirect block.</summary>
    public const int PointersPerBlock = BlockSize / sizeof(uint);

    /// <summary>Bits in a block of the free bit map.</summary>
    public const int BitsPerBlock = BlockSize * 8;

    /// <summary>A directory entry names an inode in 16 bits.</summary>
    public const uint InodeNumberLimit = 1 << 16;

    public static readonly DiskFormat Classic = new(0x10203040, 12, hasDoubleIndirect: false);

    public static readonly DiskFormat Extended = new(0x10203041, 11, hasDoubleIndirect: true);

    private DiskFormat(uint magic, int directBlocks, bool hasDoubleIndirect)
    {
        Magic = magic;
        DirectBlocks = directBlocks;
        HasDoubleIndirect = hasDoubleIndirect;
        LargestFileBlocks = (uint)(directBlocks + PointersPerBlock + (hasDoubleIndirect ? PointersPerBlock * PointersPerBlock : 0));
    }

    public uint Magic { get; }

    /// <summary>
    /// How many of an inode's block numbers are data blocks; the single indirect block follows, then the double indirect one.
    /// </summary>
    public int DirectBlocks { get; }

    public bool HasDoubleIndirect { get; }

    public uint LargestFileBlocks { get; }

    /// <summary>Bytes.</summary>
    public ulong LargestFileSize => (ulong)LargestFileBlocks * BlockSize;

    public static DiskFormat? Find(uint magic) => magic == Classic.Magic ? Classic : magic == Extended.Magic ? Extended : null;
}
