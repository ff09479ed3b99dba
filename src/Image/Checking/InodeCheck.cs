// Checks every inode by itself: its type, its size, the blocks it names.

using System.Runtime.InteropServices;
using Xv6.Kernel.Files.Format;
using Xv6.Kernel.Foundation;
using Xv6.Machine.Abi;

namespace Xv6.Image.Checking;

/// <summary>An inode in use, and its content's blocks in order; 0 = none.</summary>
internal sealed record CheckedInode(uint Number, DiskInode OnDisk, uint[] Blocks)
{
    /// <summary>Whether a name leads to it.</summary>
    public int Names { get; set; }

    /// <summary>Of a directory: directories in it.</summary>
    public int Subdirectories { get; set; }
}

internal sealed class InodeCheck(RawImage image, BlockOwners owners, CheckReport report)
{
    /// <summary>Checks all inodes.</summary>
    /// <returns>Those in use, by number.</returns>
    public SortedDictionary<uint, CheckedInode> Run()
    {
        var inodes = new SortedDictionary<uint, CheckedInode>();
        SuperBlock superBlock = image.SuperBlock;
        for (uint block = 0; block < superBlock.InodeBlocks; block++)
        {
            DiskInode[] records = MemoryMarshal.Cast<byte, DiskInode>(image.Block(superBlock.InodeStart + block)).ToArray();
            for (uint i = 0; i < records.Length; i++)
            {
                uint number = block * DiskFormat.InodesPerBlock + i;
                if (number < superBlock.Inodes && records[i].Type != FileType.Free)
                    CheckOne(number, records[i], inodes);
            }
        }
        return inodes;
    }

    private void CheckOne(uint number, DiskInode inode, SortedDictionary<uint, CheckedInode> inodes)
    {
        if (number == 0 || number >= DiskFormat.InodeNumberLimit)
        {
            report.AddProblem($"inode {number}: is in use, but no directory entry can name it");
            return;
        }
        if (inode.Type is < FileType.Directory or > FileType.SymbolicLink)
        {
            report.AddProblem($"inode {number}: type is {(short)inode.Type}, which is none of directory, file, device, symbolic link");
            return;
        }
        if (inode.Length > image.Format.LargestFileSize)
            report.AddProblem($"inode {number}: size is {inode.Length} bytes, but a file has at most {image.Format.LargestFileSize}");
        uint[] blocks = CollectBlocks(number, inode);
        CheckSize(number, inode, blocks);
        inodes.Add(number, new CheckedInode(number, inode, blocks));
    }

    // Directories and links have no holes; files may, since a seek behind the end and a write leave one.
    private void CheckSize(uint number, DiskInode inode, uint[] blocks)
    {
        if (inode.LinkCount < 0)
            report.AddProblem($"inode {number}: link count is {inode.LinkCount}");
        if (inode.Type == FileType.Directory && inode.Length % DirectoryEntry.Size != 0)
            report.AddProblem($"inode {number}: is a directory of {inode.Length} bytes, which is not a multiple of {DirectoryEntry.Size}");
        if (inode.Type == FileType.SymbolicLink && inode.Length is 0 or >= Limits.PathLength && inode.LinkCount > 0)
            report.AddProblem($"inode {number}: is a symbolic link with a target of {inode.Length} bytes");
        if (inode.Type is not (FileType.Directory or FileType.SymbolicLink))
            return;
        ulong needed = Math.Min(((ulong)inode.Length + DiskFormat.BlockSize - 1) / DiskFormat.BlockSize, (ulong)blocks.Length);
        for (uint i = 0; i < needed; i++)
        {
            if (blocks[i] == 0)
                report.AddProblem($"inode {number}: has no block for byte {i * DiskFormat.BlockSize} of its {inode.Length} bytes");
        }
    }

    private uint[] CollectBlocks(uint number, DiskInode inode)
    {
        DiskFormat format = image.Format;
        var blocks = new List<uint>();
        for (int i = 0; i < format.DirectBlocks; i++)
            blocks.Add(Claimed(inode.Addresses[i], number, $"its block {i}"));
        AddIndirect(inode.Addresses[format.DirectBlocks], number, "its indirect block", blocks);
        if (!format.HasDoubleIndirect)
            return [.. blocks];
        uint outer = Claimed(inode.Addresses[format.DirectBlocks + 1], number, "its double indirect block");
        if (outer == 0)
            return [.. blocks];
        foreach (uint leaf in image.Pointers(outer))
            AddIndirect(leaf, number, "an indirect block", blocks);
        return [.. blocks];
    }

    private void AddIndirect(uint indirect, uint number, string role, List<uint> blocks)
    {
        uint block = Claimed(indirect, number, role);
        uint[] pointers = block == 0 ? new uint[DiskFormat.PointersPerBlock] : image.Pointers(block);
        foreach (uint pointer in pointers)
            blocks.Add(Claimed(pointer, number, $"its block {blocks.Count}"));
    }

    // 0 for what is none, or can't be used.
    private uint Claimed(uint block, uint number, string role)
        => block != 0 && owners.TryClaim(block, number, role) ? block : 0;
}
