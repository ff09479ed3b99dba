// Checks the tree of directories from the root down, and then that every inode is in it as often as its link count says.
//
// The link counts are xv6's: a file's is the number of its names; a directory's is 1 for its name and 1 for each directory in it (its
// ".."), and its own "." doesn't count. The root has 1 without a name.

using System.Runtime.InteropServices;
using System.Text;
using Xv6.Kernel.Files.Format;
using Xv6.Kernel.Files.Naming;
using Xv6.Machine.Abi;

namespace Xv6.Image.Checking;

internal sealed class DirectoryCheck(RawImage image, SortedDictionary<uint, CheckedInode> inodes, CheckReport report)
{
    private readonly HashSet<uint> _visited = [];

    public void Run()
    {
        if (!inodes.TryGetValue(DiskFormat.RootInode, out CheckedInode? root) || root.OnDisk.Type != FileType.Directory)
        {
            report.AddProblem($"inode {DiskFormat.RootInode}: is not a directory, but should be the root");
            return;
        }
        root.Names = 1;
        var waiting = new Queue<(CheckedInode Directory, uint Parent, string Path)>();
        waiting.Enqueue((root, root.Number, "/"));
        _visited.Add(root.Number);
        while (waiting.TryDequeue(out (CheckedInode Directory, uint Parent, string Path) next))
            CheckDirectory(next.Directory, next.Parent, next.Path, waiting);
        foreach (CheckedInode inode in inodes.Values)
            CheckLinks(inode);
    }

    private void CheckDirectory(
        CheckedInode directory, uint parent, string path, Queue<(CheckedInode Directory, uint Parent, string Path)> waiting)
    {
        var names = new HashSet<string>();
        var special = new Dictionary<string, uint>();
        foreach ((string name, uint number) in Entries(directory))
        {
            if (!names.Add(name))
                report.AddProblem($"{path}: has the name \"{name}\" more than once");
            if (name is "." or "..")
                special[name] = number;
            else
                CheckEntry(directory, path, name, number, waiting);
        }
        CheckSpecial(path, special, ".", directory.Number);
        CheckSpecial(path, special, "..", parent);
    }

    private void CheckEntry(
        CheckedInode directory, string path, string name, uint number, Queue<(CheckedInode Directory, uint Parent, string Path)> waiting)
    {
        string fullPath = path == "/" ? $"/{name}" : $"{path}/{name}";
        if (name.Length == 0 || name.Contains('/'))
            report.AddProblem($"{path}: the name \"{name}\" of inode {number} can't be used in a path");
        if (!inodes.TryGetValue(number, out CheckedInode? inode))
        {
            report.AddProblem(number >= image.SuperBlock.InodeLimit
                ? $"{fullPath}: stands for inode {number}, but there are only {image.SuperBlock.Inodes}"
                : $"{fullPath}: stands for inode {number}, which is free");
            return;
        }
        inode.Names++;
        if (inode.OnDisk.Type != FileType.Directory)
            return;
        if (!_visited.Add(number))
        {
            report.AddProblem($"{fullPath}: directory {number} has another name already");
            return;
        }
        directory.Subdirectories++;
        waiting.Enqueue((inode, directory.Number, fullPath));
    }

    private void CheckSpecial(string path, Dictionary<string, uint> special, string name, uint expected)
    {
        if (!special.TryGetValue(name, out uint number))
            report.AddProblem($"{path}: has no \"{name}\"");
        else if (number != expected)
            report.AddProblem($"{path}: \"{name}\" stands for inode {number}, not {expected}");
    }

    private void CheckLinks(CheckedInode inode)
    {
        int links = inode.OnDisk.LinkCount;
        bool isDirectory = inode.OnDisk.Type == FileType.Directory;
        if (inode.Names == 0)
        {
            // Open when the machine stopped: it goes away by itself.
            if (links == 0)
                report.AddNote($"inode {inode.Number} has no name and a link count of 0; the next mount frees it");
            else
                report.AddProblem($"inode {inode.Number}: is in use with {links} links, but no directory names it");
            return;
        }
        int expected = isDirectory ? 1 + inode.Subdirectories : inode.Names;
        if (links != expected)
            report.AddProblem($"inode {inode.Number}: link count is {links}, but should be {expected}");
    }

    private IEnumerable<(string Name, uint Number)> Entries(CheckedInode directory)
    {
        long remaining = directory.OnDisk.Length / DirectoryEntry.Size;
        foreach (uint block in directory.Blocks)
        {
            if (remaining <= 0)
                yield break;
            ulong[] words = block == 0 ? [] : MemoryMarshal.Cast<byte, ulong>(image.Block(block)).ToArray();
            for (int i = 0; i + 1 < words.Length && i / 2 < remaining; i += 2)
            {
                uint number = EntryName.InodeNumberOf(words[i]);
                if (number != 0)
                    yield return (Text(EntryName.FromEntry(words[i], words[i + 1])), number);
            }
            remaining -= DiskFormat.EntriesPerBlock;
        }
    }

    private static string Text(EntryName name)
    {
        byte[] bytes = new byte[DirectoryEntry.MaximumNameLength];
        return Encoding.Latin1.GetString(bytes, 0, name.CopyTo(bytes));
    }
}
