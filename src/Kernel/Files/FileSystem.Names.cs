// Making and removing names: directories, devices, links.
//
// Inode locks are taken in the order directory, then what is in it; a transaction begins when all locks are held.

using Xv6.Kernel.Files.Caching;
using Xv6.Kernel.Files.Logging;
using Xv6.Kernel.Files.Naming;
using Xv6.Kernel.Foundation;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files;

public sealed partial class FileSystem
{
    public ErrorNumber MakeDirectory(Inode directory, ReadOnlySpan<byte> path)
        => MakeInode(directory, path, FileType.Directory, 0, 0, default);

    public ErrorNumber MakeDevice(Inode directory, ReadOnlySpan<byte> path, short major, short minor)
        => MakeInode(directory, path, FileType.Device, major, minor, default);

    /// <summary>Makes a symbolic link; its target need not exist.</summary>
    public ErrorNumber MakeSymbolicLink(Inode directory, ReadOnlySpan<byte> target, ReadOnlySpan<byte> path)
    {
        if (target.IsEmpty)
            return ErrorNumber.NoSuchFile;
        if (target.Length >= Limits.PathLength)
            return ErrorNumber.NameTooLong;
        return MakeInode(directory, path, FileType.SymbolicLink, 0, 0, target);
    }

    /// <summary>Reads the target of a symbolic link.</summary>
    /// <returns>Bytes that were read: the whole target, or what fits.</returns>
    public Result<int> ReadSymbolicLink(Inode directory, ReadOnlySpan<byte> path, ref IoBuffer destination)
    {
        Result<Inode> link = Resolve(directory, path, followLast: false);
        if (link.IsError)
            return link.Error;
        Result<int> read = link.Value.Type == FileType.SymbolicLink
            ? link.Value.Read(ref destination, 0)
            : ErrorNumber.InvalidArgument;
        link.Value.Release();
        return read;
    }

    /// <summary>A second name for something that is not a directory. A symbolic link is not followed.</summary>
    public ErrorNumber Link(Inode directory, ReadOnlySpan<byte> oldPath, ReadOnlySpan<byte> newPath)
    {
        Result<Inode> found = Resolve(directory, oldPath, followLast: false);
        if (found.IsError)
            return found.Error;
        Inode inode = found.Value;
        ErrorNumber error = ErrorNumber.NotPermitted;
        if (inode.Type != FileType.Directory)
        {
            Result<Inode> parent = PathWalker.ResolveParent(this, directory, newPath, followLast: false, out EntryName name);
            error = parent.Error;
            if (!parent.IsError)
            {
                error = AddLink(parent.Value, in name, inode);
                if (error == ErrorNumber.NoSpace && TryReleaseHeldBlocks())
                    error = AddLink(parent.Value, in name, inode);
                parent.Value.Release();
            }
        }
        inode.Release();
        return error;
    }

    /// <summary>
    /// Removes a name: of a file, a link, a device, or an empty directory. What is still open lives on until it is closed.
    /// </summary>
    public ErrorNumber Unlink(Inode directory, ReadOnlySpan<byte> path)
    {
        Result<Inode> parent = ResolveParentOfMovable(directory, path, out EntryName name);
        if (parent.IsError)
            return parent.Error;
        ErrorNumber error = RemoveName(parent.Value, in name, out Inode? removed);
        removed?.Release();
        parent.Value.Release();
        return error;
    }

    // The directory of a name that is to go or to be another one's. Busy for the root directory, which has no name.
    private Result<Inode> ResolveParentOfMovable(Inode directory, ReadOnlySpan<byte> path, out EntryName name)
    {
        Result<Inode> parent = PathWalker.ResolveParent(this, directory, path, followLast: false, out name);
        return parent.Error == ErrorNumber.FileExists ? ErrorNumber.Busy : parent;
    }

    private ErrorNumber MakeInode(
        Inode directory, ReadOnlySpan<byte> path, FileType type, short major, short minor, ReadOnlySpan<byte> linkTarget)
    {
        Result<Inode> parent = PathWalker.ResolveParent(this, directory, path, followLast: false, out EntryName name);
        if (parent.IsError)
            return parent.Error;
        Result<Inode> inode = Create(parent.Value, in name, type, major, minor, mayExist: false, linkTarget);
        parent.Value.Release();
        if (!inode.IsError)
            inode.Value.Release();
        return inode.Error;
    }

    private ErrorNumber AddLink(Inode parent, in EntryName name, Inode inode)
    {
        using var parentGuard = parent.Lock.Enter();
        if (parent.Type != FileType.Directory)
            return ErrorNumber.NotDirectory;
        if (parent.LinkCount <= 0)
            return ErrorNumber.NoSuchFile;
        Result<uint> existing = new Directory(parent).Find(in name);
        if (existing.IsError || existing.Value != 0)
            return existing.IsError ? existing.Error : ErrorNumber.FileExists;
        using var guard = inode.Lock.Enter();

        // Between look-up and lock its last name may have gone.
        if (inode.LinkCount <= 0)
            return ErrorNumber.NoSuchFile;
        if (inode.LinkCount == short.MaxValue)
            return ErrorNumber.TooManyLinks;
        Result<Transaction> begun = Log.Begin(WriteAheadLog.LargestReservation);
        if (begun.IsError)
            return begun.Error;
        using Transaction transaction = begun.Value;
        using BufferReference record = inode.GetRecordBlock();
        using BufferReference parentRecord = parent.GetRecordBlock();
        if (record.IsError || parentRecord.IsError)
            return record.IsError ? record.Error : parentRecord.Error;
        ErrorNumber error = new Directory(parent).Add(transaction, in name, inode.Number);
        parent.Store(transaction, parentRecord.Buffer);
        if (error != ErrorNumber.None)
            return error;
        inode.LinkCount++;
        inode.Store(transaction, record.Buffer);
        return ErrorNumber.None;
    }

    // The removed inode is for the caller to release, after the locks: that may be its end.
    private ErrorNumber RemoveName(Inode parent, in EntryName name, out Inode? removed)
    {
        removed = null;
        if (name.IsSelfOrParent)
            return ErrorNumber.InvalidArgument;
        using var parentGuard = parent.Lock.Enter();
        if (parent.Type != FileType.Directory)
            return ErrorNumber.NotDirectory;
        Result<EntryLocation> entry = new Directory(parent).Locate(in name);
        if (entry.IsError || entry.Value.InodeNumber == 0)
            return entry.IsError ? entry.Error : ErrorNumber.NoSuchFile;
        Result<Inode> found = Inodes.Get(entry.Value.InodeNumber);
        if (found.IsError)
            return found.Error;
        removed = found.Value;

        // A corrupt directory may name itself.
        if (ReferenceEquals(removed, parent))
            return ErrorNumber.InputOutput;
        using var guard = removed.Lock.Enter();
        ErrorNumber error = CheckRemovable(removed);
        return error == ErrorNumber.None ? RemoveEntry(parent, entry.Value.Offset, in name, removed) : error;
    }

    private static ErrorNumber CheckRemovable(Inode inode)
    {
        if (inode.Type != FileType.Directory)
            return ErrorNumber.None;
        Result<bool> isEmpty = new Directory(inode).IsEmpty();
        return isEmpty.IsError ? isEmpty.Error : isEmpty.Value ? ErrorNumber.None : ErrorNumber.DirectoryNotEmpty;
    }

    // Both locks are held.
    private ErrorNumber RemoveEntry(Inode parent, uint offset, in EntryName name, Inode inode)
    {
        Result<Transaction> begun = Log.Begin(WriteAheadLog.LargestReservation);
        if (begun.IsError)
            return begun.Error;
        using Transaction transaction = begun.Value;
        using BufferReference record = inode.GetRecordBlock();
        using BufferReference parentRecord = parent.GetRecordBlock();
        if (record.IsError || parentRecord.IsError)
            return record.IsError ? record.Error : parentRecord.Error;
        ErrorNumber error = new Directory(parent).Remove(transaction, offset, in name);
        if (error != ErrorNumber.None)
            return error;
        inode.LinkCount--;
        inode.Store(transaction, record.Buffer);
        if (inode.Type == FileType.Directory)
        {
            parent.LinkCount--;
            parent.Store(transaction, parentRecord.Buffer);
        }
        return ErrorNumber.None;
    }
}
