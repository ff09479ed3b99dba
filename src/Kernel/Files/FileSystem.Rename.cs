// Giving something another name, and finding the path of a directory.

using Xv6.Kernel.Files.Naming;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files;

public sealed partial class FileSystem
{
    private SleepLock _renameLock = new(LockOrder.Rename);

    /// <summary>
    /// Gives a file or directory another name, in one step. What has the new name is replaced: a file by a file, an empty directory by a
    /// directory.
    /// </summary>
    /// <returns>InvalidArgument when a directory would move into itself; IsDirectory, NotDirectory, DirectoryNotEmpty.</returns>
    public ErrorNumber Rename(Inode directory, ReadOnlySpan<byte> oldPath, ReadOnlySpan<byte> newPath)
    {
        Result<Inode> source = ResolveParentOfMovable(directory, oldPath, out EntryName oldName);
        if (source.IsError)
            return source.Error;
        Result<Inode> target = ResolveParentOfMovable(directory, newPath, out EntryName newName);
        ErrorNumber error = target.Error;
        if (!target.IsError)
        {
            error = RenameIn(source.Value, oldName, target.Value, newName);
            if (error == ErrorNumber.NoSpace && TryReleaseHeldBlocks())
                error = RenameIn(source.Value, oldName, target.Value, newName);
            target.Value.Release();
        }
        source.Value.Release();
        return error;
    }

    /// <summary>Writes the absolute path of a directory.</summary>
    /// <returns>Its length. Range if it doesn't fit; NoSuchFile for a directory that was removed.</returns>
    public Result<int> GetPath(Inode directory, Span<byte> path)
    {
        // From the end of the buffer to its start, name by name.
        int start = path.Length;
        Inode current = directory.AddReference();
        ErrorNumber error = ErrorNumber.None;
        while (error == ErrorNumber.None && !ReferenceEquals(current, RootDirectory))
        {
            Result<Inode> parent = LookUp(current, EntryName.Parent);
            error = parent.Error;
            if (parent.IsError)
                break;
            Result<int> length = PrependName(parent.Value, current.Number, path[..start]);
            error = length.Error;
            start -= length.Value;
            current.Release();
            current = parent.Value;
        }
        current.Release();
        if (error != ErrorNumber.None)
            return error;
        if (start == path.Length)
        {
            if (start == 0)
                return ErrorNumber.Range;
            path[--start] = (byte)'/';
        }
        path[start..].CopyTo(path);
        return path.Length - start;
    }

    /// <summary>The inode behind a name in a directory.</summary>
    /// <returns>A reference; NoSuchFile if there is no such name.</returns>
    internal Result<Inode> LookUp(Inode directory, in EntryName name)
    {
        Result<Inode> inode;
        using (directory.Lock.Enter())
        {
            if (directory.Type != FileType.Directory)
                return ErrorNumber.NotDirectory;
            Result<uint> number = new Directory(directory).Find(in name);
            if (number.IsError)
                return number.Error;
            if (number.Value == 0)
                return ErrorNumber.NoSuchFile;
            inode = Inodes.GetUnread(number.Value);
        }
        return inode.IsError ? inode : InodeTable.Load(inode.Value);
    }

    private ErrorNumber RenameIn(Inode source, EntryName oldName, Inode target, EntryName newName)
    {
        if (oldName.IsSelfOrParent || newName.IsSelfOrParent)
            return ErrorNumber.InvalidArgument;
        using var guard = _renameLock.Enter();
        ErrorNumber error;
        do
        {
            var operation = new RenameOperation(this, source, oldName, target, newName);
            error = operation.Run();
        }
        while (error == ErrorNumber.TryAgain);
        return error;
    }

    // Writes a slash and the name that the parent has for an inode at the end of the buffer.
    private static Result<int> PrependName(Inode parent, uint number, Span<byte> path)
    {
        Result<EntryName> name;
        using (parent.Lock.Enter())
            name = new Directory(parent).NameOf(number);
        if (name.IsError)
            return name.Error;
        Span<byte> text = stackalloc byte[DirectoryEntry.MaximumNameLength];
        int length = name.Value.CopyTo(text);
        if (length + 1 > path.Length)
            return ErrorNumber.Range;
        text[..length].CopyTo(path[^length..]);
        path[^(length + 1)] = (byte)'/';
        return length + 1;
    }
}
