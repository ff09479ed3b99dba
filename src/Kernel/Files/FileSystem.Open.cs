// Opening and creating files.
//
// Creation holds the parent directory's lock from the look-up of the name to its entry in the directory, and does everything in one
// transaction: allocate the inode, store it, enter the name.

using Xv6.Kernel.Files.Caching;
using Xv6.Kernel.Files.Logging;
using Xv6.Kernel.Files.Naming;
using Xv6.Kernel.Foundation;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files;

public sealed partial class FileSystem
{
    private const OpenFlags KnownFlags =
        OpenFlags.AccessMask | OpenFlags.Create | OpenFlags.Truncate | OpenFlags.NoFollow;

    // Device majors from here on (xv6's NDEV) can't be opened.
    private const int MajorLimit = 10;

    /// <summary>Opens a file, directory or device; with <see cref="OpenFlags.Create"/> makes the file if there is none.</summary>
    /// <param name="directory">Where relative paths start.</param>
    public Result<OpenFile> Open(Inode directory, ReadOnlySpan<byte> path, OpenFlags flags)
    {
        bool follow = (flags & OpenFlags.NoFollow) == 0;
        Result<Inode> found = (flags & OpenFlags.Create) != 0
            ? OpenOrCreate(directory, path, follow)
            : Resolve(directory, path, follow);
        if (found.IsError)
            return found.Error;
        Inode inode = found.Value;
        ErrorNumber error = CheckAccess(inode, flags);
        if (error == ErrorNumber.None && inode.Type == FileType.File && (flags & OpenFlags.Truncate) != 0)
            error = inode.Resize(0);
        Result<OpenFile> file = error == ErrorNumber.None ? MakeOpenFile(inode, flags) : error;
        if (file.IsError)
            inode.Release();
        return file;
    }

    /// <summary>The inode that a path names: for chdir, exec, and everything that is not open.</summary>
    /// <returns>A reference.</returns>
    public Result<Inode> Resolve(Inode directory, ReadOnlySpan<byte> path, bool followLast = true)
        => PathWalker.Resolve(this, directory, path, followLast);

    private static ErrorNumber CheckAccess(Inode inode, OpenFlags flags)
        => inode.Type switch
        {
            FileType.Directory when (flags & KnownFlags & ~OpenFlags.NoFollow) != 0 => ErrorNumber.IsDirectory,
            FileType.Device when inode.Major is < 0 or >= MajorLimit => ErrorNumber.NoSuchDeviceOrAddress,
            FileType.SymbolicLink when (flags & OpenFlags.AccessMask) != 0 => ErrorNumber.TooManySymbolicLinks,
            _ => ErrorNumber.None,
        };

    private static Result<OpenFile> MakeOpenFile(Inode inode, OpenFlags flags)
    {
        // As in xv6: a flag for write-only takes reading away, whatever else is set.
        bool canRead = (flags & OpenFlags.WriteOnly) == 0;
        bool canWrite = (flags & OpenFlags.AccessMask) != 0;
        if (inode.Type == FileType.Device)
            return DeviceFile.TryOpen(inode, canRead, canWrite) is { } device ? device : ErrorNumber.OutOfMemory;
        return InodeFile.TryOpen(inode, canRead, canWrite) is { } file ? file : ErrorNumber.OutOfMemory;
    }

    private Result<Inode> OpenOrCreate(Inode directory, ReadOnlySpan<byte> path, bool follow)
    {
        Result<Inode> parent = PathWalker.ResolveParent(this, directory, path, follow, out EntryName name);
        if (parent.IsError)
            return parent.Error == ErrorNumber.FileExists ? ErrorNumber.IsDirectory : parent;
        Result<Inode> inode = Create(parent.Value, in name, FileType.File, 0, 0, mayExist: true);
        parent.Value.Release();
        return inode;
    }

    /// <summary>Makes an inode and its name, and for a directory its first two entries.</summary>
    /// <param name="mayExist">An existing inode of that name is the result, unless it is a directory.</param>
    /// <param name="linkTarget">Content of a symbolic link.</param>
    /// <returns>A reference.</returns>
    private Result<Inode> Create(
        Inode parent, in EntryName name, FileType type, short major, short minor, bool mayExist, ReadOnlySpan<byte> linkTarget = default)
    {
        Result<Inode> inode = TryCreate(parent, in name, type, major, minor, mayExist, linkTarget);
        if (inode.Error == ErrorNumber.NoSpace && TryReleaseHeldBlocks())
            inode = TryCreate(parent, in name, type, major, minor, mayExist, linkTarget);
        return inode;
    }

    private Result<Inode> TryCreate(
        Inode parent, in EntryName name, FileType type, short major, short minor, bool mayExist, ReadOnlySpan<byte> linkTarget)
    {
        Result<Inode> existing;
        using (parent.Lock.Enter())
        {
            Result<uint> number = new Directory(parent).Find(in name);
            if (number.IsError)
                return number.Error;
            if (number.Value == 0)
                return CreateLocked(parent, in name, type, major, minor, linkTarget);
            existing = mayExist ? Inodes.GetUnread(number.Value) : ErrorNumber.FileExists;
        }
        if (!existing.IsError)
            existing = InodeTable.Load(existing.Value);
        if (existing.IsError || existing.Value.Type != FileType.Directory)
            return existing;
        existing.Value.Release();
        return ErrorNumber.IsDirectory;
    }

    // The parent's lock is held, and the name is free.
    private Result<Inode> CreateLocked(
        Inode parent, in EntryName name, FileType type, short major, short minor, ReadOnlySpan<byte> linkTarget)
    {
        if (parent.Type != FileType.Directory)
            return ErrorNumber.NotDirectory;

        // The directory was removed while somebody was in it.
        if (parent.LinkCount <= 0)
            return ErrorNumber.NoSuchFile;
        if (type == FileType.Directory && parent.LinkCount == short.MaxValue)
            return ErrorNumber.TooManyLinks;
        Result<Transaction> begun = Log.Begin(WriteAheadLog.LargestReservation);
        if (begun.IsError)
            return begun.Error;
        using Transaction transaction = begun.Value;
        Result<Inode> made = Inodes.AllocateNew(type, major, minor);
        if (made.IsError)
            return made;
        Inode inode = made.Value;
        ErrorNumber error = EnterNew(transaction, parent, in name, inode, linkTarget);
        if (error == ErrorNumber.None)
            return inode;
        inode.FreeContent(transaction);
        Inodes.Discard(inode);
        return error;
    }

    // Everything that can fail comes before the first change that would have to be undone, except the content of the new inode.
    private static ErrorNumber EnterNew(
        Transaction transaction, Inode parent, in EntryName name, Inode inode, ReadOnlySpan<byte> linkTarget)
    {
        using BufferReference record = inode.GetRecordBlock();
        using BufferReference parentRecord = parent.GetRecordBlock();
        if (record.IsError || parentRecord.IsError)
            return record.IsError ? record.Error : parentRecord.Error;
        ErrorNumber error = ErrorNumber.None;
        if (inode.Type == FileType.Directory)
        {
            error = new Directory(inode).Add(transaction, EntryName.Self, inode.Number);
            if (error == ErrorNumber.None)
                error = new Directory(inode).Add(transaction, EntryName.Parent, parent.Number);
        }
        else if (!linkTarget.IsEmpty)
        {
            error = inode.WriteMetadata(transaction, linkTarget, 0);
        }
        if (error == ErrorNumber.None)
            error = new Directory(parent).Add(transaction, in name, inode.Number);
        if (error == ErrorNumber.None)
        {
            inode.LinkCount = 1;
            if (inode.Type == FileType.Directory)
                parent.LinkCount++;
            inode.Store(transaction, record.Buffer);
        }

        // The parent may have got a block even if it has no room for the name.
        parent.Store(transaction, parentRecord.Buffer);
        return error;
    }
}
