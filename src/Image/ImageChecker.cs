// Checks a disk image block by block, without changing it.

using Microsoft.Win32.SafeHandles;
using Xv6.Image.Checking;
using Xv6.Kernel.Files.Format;
using Xv6.Machine.Abi;

namespace Xv6.Image;

public static class ImageChecker
{
    /// <summary>
    /// Checks the file system in an image. What counts is the state after a mount: a log that a crash left is replayed first, in
    /// memory.
    /// </summary>
    /// <exception cref="ImageException">The file can't be read, or is no image of xv6 or xv6#.</exception>
    public static CheckReport Check(string path)
    {
        using SafeFileHandle file = DiskImage.OpenFile(path, FileMode.Open, FileAccess.Read);
        if (RandomAccess.GetLength(file) < 2 * DiskFormat.BlockSize)
            throw DiskImage.NotAnImage(path, "it is too short to have a superblock");
        try
        {
            return Check(path, new RawImage(file));
        }
        catch (IOException error)
        {
            throw new ImageException($"{path}: {error.Message}", error);
        }
    }

    /// <summary>What keeps the file from being an image that mounts, as far as the superblock says; null if nothing does.</summary>
    /// <exception cref="ImageException">The file can't be read.</exception>
    public static string? FindSuperBlockProblem(string path)
    {
        using SafeFileHandle file = DiskImage.OpenFile(path, FileMode.Open, FileAccess.Read);
        return SuperBlockReport.FirstProblem(file);
    }

    private static CheckReport Check(string path, RawImage image)
    {
        var report = new CheckReport();
        List<string> problems = SuperBlockReport.Problems(image.SuperBlock, image.BlockCount);
        if (DiskFormat.Find(image.SuperBlock.Magic) is null)
            throw DiskImage.NotAnImage(path, problems[0]);
        problems.ForEach(report.AddProblem);

        // Without a layout there is nothing to look at.
        if (report.IsClean && ReplayLog(image, report))
            CheckContent(image, report);
        return report;
    }

    private static bool ReplayLog(RawImage image, CheckReport report)
    {
        uint count = image.Pointers(image.SuperBlock.LogStart)[0];
        if (count == 0)
            return true;
        ErrorNumber error = image.ReplayLog();
        if (error == ErrorNumber.None)
            report.AddNote($"the log holds {count} blocks that the next mount writes to their places; this is a check of the result");
        else
            report.AddProblem($"log: its header says that it holds {count} blocks, and can't be replayed");
        return error == ErrorNumber.None;
    }

    private static void CheckContent(RawImage image, CheckReport report)
    {
        var owners = new BlockOwners(image, report);
        SortedDictionary<uint, CheckedInode> inodes = new InodeCheck(image, owners, report).Run();
        new DirectoryCheck(image, inodes, report).Run();
        new BitmapCheck(image, owners, report).Run();
        SuperBlock superBlock = image.SuperBlock;
        report.AddNote($"{inodes.Count} of {superBlock.Inodes} inodes and {owners.Count} of {superBlock.DataBlocks} data blocks in use");
    }
}
