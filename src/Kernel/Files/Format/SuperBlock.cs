// The superblock: where the parts of a disk lie.
//
//   0     1          logStart   inodeStart       bitmapStart      dataStart         size
//   boot  superblock  log        inodes           free bit map     data
//
// Invariant of a valid one: the areas lie within the disk, are large enough for what they describe, and don't overlap; the data area
// comes last.

using System.Runtime.InteropServices;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files.Format;

/// <summary>The superblock's fields as they are on disk (block 1, 32-bit little-endian).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SuperBlock
{
    /// <summary>Least blocks of a log: fewer could not hold the largest transaction.</summary>
    public const int SmallestLog = Logging.WriteAheadLog.LargestReservation + 2;

    public uint Magic;

    /// <summary>Blocks of the whole disk.</summary>
    public uint Size;

    /// <summary>Data blocks.</summary>
    public uint DataBlocks;
    public uint Inodes;

    /// <summary>Blocks of the log, its header included.</summary>
    public uint LogBlocks;
    public uint LogStart;
    public uint InodeStart;
    public uint BitmapStart;

    public readonly uint InodeBlocks => (uint)(((ulong)Inodes + DiskFormat.InodesPerBlock - 1) / DiskFormat.InodesPerBlock);

    public readonly uint BitmapBlocks => (uint)(((ulong)Size + DiskFormat.BitsPerBlock - 1) / DiskFormat.BitsPerBlock);

    /// <summary>First block that files can own.</summary>
    public readonly uint DataStart => Size - DataBlocks;

    /// <summary>Inode numbers lie below it; number 0 is not used.</summary>
    public readonly uint InodeLimit => Math.Min(Inodes, DiskFormat.InodeNumberLimit);

    public readonly bool IsDataBlock(uint block) => block >= DataStart && block < Size;

    public readonly uint BlockOfInode(uint number) => InodeStart + number / DiskFormat.InodesPerBlock;

    public readonly uint BitmapBlockOf(uint block) => BitmapStart + block / DiskFormat.BitsPerBlock;

    /// <summary>Checks all that the file system relies on.</summary>
    /// <param name="deviceBlocks">Whole blocks that the disk has.</param>
    /// <returns>InvalidArgument when this is no superblock of a format we know, or describes a layout that can't be.</returns>
    public readonly ErrorNumber Validate(ulong deviceBlocks)
    {
        bool isValid = DiskFormat.Find(Magic) is not null
            && Size <= deviceBlocks
            && DataBlocks < Size
            && Inodes > DiskFormat.RootInode
            && LogBlocks >= SmallestLog
            && IsArea(LogStart, LogBlocks)
            && IsArea(InodeStart, InodeBlocks)
            && IsArea(BitmapStart, BitmapBlocks)
            && AreApart(LogStart, LogBlocks, InodeStart, InodeBlocks)
            && AreApart(LogStart, LogBlocks, BitmapStart, BitmapBlocks)
            && AreApart(InodeStart, InodeBlocks, BitmapStart, BitmapBlocks);
        return isValid ? ErrorNumber.None : ErrorNumber.InvalidArgument;
    }

    // Between the superblock and the data.
    private readonly bool IsArea(uint start, uint blocks)
        => start > DiskFormat.SuperBlockNumber && (ulong)start + blocks <= DataStart;

    private static bool AreApart(uint start, uint blocks, uint otherStart, uint otherBlocks)
        => (ulong)start + blocks <= otherStart || (ulong)otherStart + otherBlocks <= start;
}
