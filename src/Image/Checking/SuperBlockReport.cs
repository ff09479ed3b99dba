// What is wrong with a superblock, in words. It says more than SuperBlock.Validate, which decides whether an image mounts.

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Xv6.Kernel.Files.Format;
using Xv6.Machine.Abi;

namespace Xv6.Image.Checking;

internal static class SuperBlockReport
{
    /// <summary>Why the file at a path doesn't mount.</summary>
    public static string Explain(string path)
    {
        using SafeFileHandle file = DiskImage.OpenFile(path, FileMode.Open, FileAccess.Read);
        return FirstProblem(file) ?? "its log or its root directory is damaged";
    }

    /// <summary>What keeps an image's superblock from being valid; null if it is.</summary>
    public static string? FirstProblem(SafeFileHandle file)
    {
        long length = RandomAccess.GetLength(file);
        if (length < 2 * DiskFormat.BlockSize)
            return "it is too short to have a superblock";
        byte[] block = new byte[DiskFormat.BlockSize];
        RandomAccess.Read(file, block, DiskFormat.SuperBlockNumber * DiskFormat.BlockSize);
        return Problems(MemoryMarshal.Read<SuperBlock>(block), (ulong)length / DiskFormat.BlockSize).FirstOrDefault();
    }

    /// <summary>Everything that keeps the superblock from being valid; nothing if it is.</summary>
    /// <param name="deviceBlocks">Whole blocks of the image.</param>
    public static List<string> Problems(in SuperBlock superBlock, ulong deviceBlocks)
    {
        var problems = new List<string>();
        if (DiskFormat.Find(superBlock.Magic) is null)
        {
            problems.Add($"superblock: magic is 0x{superBlock.Magic:x8}, not 0x10203040 (xv6) or 0x10203041 (xv6#)");
            return problems;
        }
        if (superBlock.Size > deviceBlocks)
            problems.Add($"superblock: size is {superBlock.Size} blocks, but the image has only {deviceBlocks}");
        if (superBlock.DataBlocks >= superBlock.Size)
            problems.Add($"superblock: {superBlock.DataBlocks} data blocks don't fit into {superBlock.Size} blocks");
        if (superBlock.Inodes <= DiskFormat.RootInode)
            problems.Add($"superblock: {superBlock.Inodes} inodes leave none for the root directory");
        (string Name, uint Start, ulong Length)[] areas =
        [
            ("log", superBlock.LogStart, superBlock.LogBlocks),
            ("inode area", superBlock.InodeStart, superBlock.InodeBlocks),
            ("bit map", superBlock.BitmapStart, superBlock.BitmapBlocks),
        ];
        foreach ((string name, uint start, ulong length) in areas)
        {
            if (start <= DiskFormat.SuperBlockNumber)
                problems.Add($"superblock: the {name} starts at block {start}, where the boot block and the superblock are");
            if (superBlock.DataBlocks < superBlock.Size && start + length > superBlock.DataStart)
                problems.Add($"superblock: the {name} ends at block {start + length}, but data begins at block {superBlock.DataStart}");
        }
        for (int i = 0; i < areas.Length; i++)
        {
            for (int j = i + 1; j < areas.Length; j++)
            {
                if (areas[i].Start < areas[j].Start + areas[j].Length && areas[j].Start < areas[i].Start + areas[i].Length)
                    problems.Add($"superblock: the {areas[i].Name} and the {areas[j].Name} overlap");
            }
        }
        if (problems.Count == 0 && superBlock.Validate(deviceBlocks) != ErrorNumber.None)
            problems.Add($"superblock: the log has only {superBlock.LogBlocks} blocks");
        return problems;
    }
}
