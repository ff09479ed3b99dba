// What can be done with paths, without opening a file.

namespace Xv6.Library;

/// <summary>Operations on names in the file system. Each returns why it failed, or <see cref="ErrorNumber.None"/>.</summary>
public static class FileSystem
{
    /// <summary>What a path leads to, symbolic links followed.</summary>
    public static Result<FileStatus> GetStatus(ReadOnlySpan<byte> path) => GetStatus(path, OpenFlags.ReadOnly);

    /// <summary>What a path names: a symbolic link is reported as such.</summary>
    public static Result<FileStatus> GetLinkStatus(ReadOnlySpan<byte> path) => GetStatus(path, OpenFlags.NoFollow);

    public static bool Exists(ReadOnlySpan<byte> path) => GetStatus(path).IsSuccess;

    public static bool IsDirectory(ReadOnlySpan<byte> path)
        => GetStatus(path).Try(out FileStatus status, out _) && status.Type == FileType.Directory;

    /// <summary>Removes a name; the file goes with its last name and last descriptor. A directory must be empty.</summary>
    public static ErrorNumber Remove(ReadOnlySpan<byte> path) => SystemCall.Invoke(SystemCallNumber.Unlink, path).Error;

    /// <summary>Gives a file a second name.</summary>
    public static ErrorNumber Link(ReadOnlySpan<byte> existing, ReadOnlySpan<byte> created)
        => SystemCall.Invoke(SystemCallNumber.Link, existing, created).Error;

    /// <summary>Makes a symbolic link; the target need not exist.</summary>
    public static ErrorNumber LinkSymbolically(ReadOnlySpan<byte> target, ReadOnlySpan<byte> created)
        => SystemCall.Invoke(SystemCallNumber.SymbolicLink, target, created).Error;

    /// <summary>Gives a file another name, in place of whatever had it.</summary>
    public static ErrorNumber Rename(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
        => SystemCall.Invoke(SystemCallNumber.Rename, from, to).Error;

    public static ErrorNumber MakeDirectory(ReadOnlySpan<byte> path) => SystemCall.Invoke(SystemCallNumber.MakeDirectory, path).Error;

    public static ErrorNumber MakeDevice(ReadOnlySpan<byte> path, DeviceMajor major, short minor = 0)
        => SystemCall.Invoke(SystemCallNumber.MakeNode, path, (nint)major, minor).Error;

    public static ErrorNumber ChangeDirectory(ReadOnlySpan<byte> path) => SystemCall.Invoke(SystemCallNumber.ChangeDirectory, path).Error;

    /// <summary>The path of the current directory, in the caller's buffer.</summary>
    public static unsafe Result<int> GetCurrentDirectory(Span<byte> buffer)
    {
        fixed (byte* address = buffer)
            return SystemCall.Invoke(SystemCallNumber.GetCurrentDirectory, (nint)address, buffer.Length).ToInt32();
    }

    /// <summary>The target of a symbolic link, in the caller's buffer; returns its length.</summary>
    public static unsafe Result<int> ReadLink(ReadOnlySpan<byte> path, Span<byte> buffer)
    {
        fixed (byte* address = buffer)
            return SystemCall.Invoke(SystemCallNumber.ReadLink, path, (nint)address, buffer.Length).ToInt32();
    }

    /// <summary>Returns when everything written so far is on disk.</summary>
    public static ErrorNumber Synchronize() => SystemCall.Invoke(SystemCallNumber.Sync).Error;

    /// <summary>How full the file system is.</summary>
    public static unsafe Result<FileSystemStatistics> GetStatistics()
    {
        FileSystemStatistics statistics = default;
        SystemCallResult result = SystemCall.Invoke(
            SystemCallNumber.MemoryStatistics, (nint)StatisticsKind.FileSystem, (nint)(&statistics), sizeof(FileSystemStatistics));
        return result.Error == ErrorNumber.None ? statistics : result.Error;
    }

    private static Result<FileStatus> GetStatus(ReadOnlySpan<byte> path, OpenFlags flags)
    {
        if (!FileDescriptor.Open(path, flags).Try(out FileDescriptor file, out ErrorNumber error))
            return error;
        Result<FileStatus> status = file.GetStatus();
        file.Close();
        return status;
    }
}
