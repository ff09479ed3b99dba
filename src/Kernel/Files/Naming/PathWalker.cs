// From a path to an inode.
//
// No lock is held from one step to the next, only a reference to the inode where the walk is. A step usually takes its answer from the
// name cache without locking the directory; with a reference held it then asks whether that still is the answer, because a number may
// have become another file's in between.
//
// Symbolic links on the way are followed: the rest of the path is appended to the link's target, and the walk goes on in the link's
// directory.

using Xv6.Kernel.Foundation;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files.Naming;

/// <summary>What a walk does with the last name of a path.</summary>
internal enum LastName
{
    /// <summary>Goes there; if it is a symbolic link, to its target.</summary>
    Follow,

    /// <summary>Goes there, also if it is a symbolic link.</summary>
    NoFollow,

    /// <summary>Stops before it: at the directory that has or could have the name.</summary>
    Parent,

    /// <summary>Stops before it, but first follows it if it is a symbolic link.</summary>
    ParentFollow,
}

internal ref struct PathWalker
{
    // A link's target and the rest of a path together.
    private const int BufferLength = 2 * Limits.PathLength;

    private readonly FileSystem _fileSystem;
    private readonly LastName _last;
    private Inode _current;
    private int _links;

    private PathWalker(FileSystem fileSystem, Inode start, LastName last)
    {
        _fileSystem = fileSystem;
        _last = last;
        _current = start;
        Name = default;
    }

    /// <summary>The name that the walk stopped before.</summary>
    private EntryName Name { get; set; }

    /// <summary>Walks to the inode that a path names.</summary>
    /// <param name="start">Where relative paths start.</param>
    /// <returns>A reference to the inode.</returns>
    public static Result<Inode> Resolve(FileSystem fileSystem, Inode start, ReadOnlySpan<byte> path, bool followLast)
        => Walk(fileSystem, start, path, followLast ? LastName.Follow : LastName.NoFollow, out _);

    /// <summary>Walks to the directory of the last name of a path.</summary>
    /// <returns>A reference to the directory. FileExists for a path without a name, such as "/".</returns>
    public static Result<Inode> ResolveParent(
        FileSystem fileSystem, Inode start, ReadOnlySpan<byte> path, bool followLast, out EntryName name)
        => Walk(fileSystem, start, path, followLast ? LastName.ParentFollow : LastName.Parent, out name);

    private static Result<Inode> Walk(FileSystem fileSystem, Inode start, ReadOnlySpan<byte> path, LastName last, out EntryName name)
    {
        name = default;
        if (path.IsEmpty)
            return ErrorNumber.NoSuchFile;
        if (path.Length >= Limits.PathLength)
            return ErrorNumber.NameTooLong;
        Inode first = path[0] == '/' ? fileSystem.RootDirectory : start;
        var walker = new PathWalker(fileSystem, first.AddReference(), last);
        ErrorNumber error = walker.Run(path);
        name = walker.Name;
        if (error == ErrorNumber.None)
            return walker._current;
        walker._current.Release();
        return error;
    }

    // Leaves _current at the result, or where the error occurred.
    private ErrorNumber Run(ReadOnlySpan<byte> wholePath)
    {
        Span<byte> buffer = stackalloc byte[BufferLength];
        scoped ReadOnlySpan<byte> path = wholePath;
        while (TakeName(ref path, out ReadOnlySpan<byte> text))
        {
            if (_current.Type != FileType.Directory)
                return ErrorNumber.NotDirectory;
            var name = new EntryName(text);
            bool isLast = path.IsEmpty;
            if (isLast && _last == LastName.Parent)
                return StopBefore(in name);
            Result<Inode> found = Step(in name);
            if (isLast && _last == LastName.ParentFollow && !IsLink(found))
            {
                if (!found.IsError)
                    found.Value.Release();
                return found.IsError && found.Error != ErrorNumber.NoSuchFile ? found.Error : StopBefore(in name);
            }
            if (found.IsError)
                return found.Error;
            if (!IsLink(found) || (isLast && _last == LastName.NoFollow))
            {
                MoveTo(found.Value);
                continue;
            }
            Result<int> expanded = Expand(found.Value, path, buffer);
            found.Value.Release();
            if (expanded.IsError)
                return expanded.Error;
            path = buffer[..expanded.Value];
            if (path[0] == '/')
                MoveTo(_fileSystem.RootDirectory.AddReference());
        }
        return _last is LastName.Parent or LastName.ParentFollow ? ErrorNumber.FileExists : ErrorNumber.None;
    }

    private ErrorNumber StopBefore(in EntryName name)
    {
        Name = name;
        return ErrorNumber.None;
    }

    private void MoveTo(Inode inode)
    {
        _current.Release();
        _current = inode;
    }

    private static bool IsLink(in Result<Inode> inode) => !inode.IsError && inode.Value.Type == FileType.SymbolicLink;

    // The inode behind a name of the current directory.
    private readonly Result<Inode> Step(in EntryName name)
    {
        if (name == EntryName.Self)
            return _current.AddReference();
        while (true)
        {
            if (!_fileSystem.Names.TryFind(_current.Number, in name, out FoundName found))
                return StepLocked(in name);
            if (found.InodeNumber == 0)
                return ErrorNumber.NoSuchFile;
            Result<Inode> inode = _fileSystem.Inodes.GetUnread(found.InodeNumber);
            if (inode.IsError)
                return inode;
            if (_fileSystem.Names.IsCurrent(in found))
                return InodeTable.Load(inode.Value);
            inode.Value.Release();
        }
    }

    private readonly Result<Inode> StepLocked(in EntryName name)
    {
        Result<Inode> inode;
        using (_current.Lock.Enter())
        {
            Result<uint> number = new Directory(_current).Find(in name);
            if (number.IsError)
                return number.Error;
            if (number.Value == 0)
                return ErrorNumber.NoSuchFile;
            inode = _fileSystem.Inodes.GetUnread(number.Value);
        }
        return inode.IsError ? inode : InodeTable.Load(inode.Value);
    }

    // Puts the link's target and the rest of the path, which may lie in the same buffer, into the buffer.
    private Result<int> Expand(Inode link, scoped ReadOnlySpan<byte> rest, scoped Span<byte> buffer)
    {
        if (++_links > Limits.SymbolicLinks)
            return ErrorNumber.TooManySymbolicLinks;
        Span<byte> target = stackalloc byte[Limits.PathLength];
        Result<int> read = link.ReadLink(target);
        if (read.IsError)
            return read;
        int length = read.Value;
        if (length == 0)
            return ErrorNumber.NoSuchFile;
        if (length + 1 + rest.Length > buffer.Length)
            return ErrorNumber.NameTooLong;
        rest.CopyTo(buffer[(length + 1)..]);
        buffer[length] = (byte)'/';
        target[..length].CopyTo(buffer);
        return rest.IsEmpty ? length : length + 1 + rest.Length;
    }

    // Splits the first name off a path; false if there is none. What remains doesn't begin with a slash.
    private static bool TakeName(ref ReadOnlySpan<byte> path, out ReadOnlySpan<byte> name)
    {
        path = path.TrimStart((byte)'/');
        int end = path.IndexOf((byte)'/');
        if (end < 0)
            end = path.Length;
        name = path[..end];
        path = path[end..].TrimStart((byte)'/');
        return !name.IsEmpty;
    }
}
