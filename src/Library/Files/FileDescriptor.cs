// An open file, pipe or device, by its number.

namespace Xv6.Library;

/// <summary>A file descriptor. Copies name the same open file; <see cref="Close"/> ends them all.</summary>
public readonly record struct FileDescriptor(int Number)
{
    /// <summary>Standard input.</summary>
    public static FileDescriptor Input => new(0);

    /// <summary>Standard output.</summary>
    public static FileDescriptor Output => new(1);

    /// <summary>Standard error.</summary>
    public static FileDescriptor Error => new(2);

    /// <summary>Opens, and with <see cref="OpenFlags.Create"/> makes, a file. It gets the lowest free number.</summary>
    public static Result<FileDescriptor> Open(ReadOnlySpan<byte> path, OpenFlags flags = OpenFlags.ReadOnly)
        => FromNumber(SystemCall.Invoke(SystemCallNumber.Open, path, (nint)flags));

    /// <summary>Reads up to a buffer of bytes. 0 is the end of the file.</summary>
    public unsafe Result<int> Read(Span<byte> buffer)
    {
        fixed (byte* address = buffer)
            return SystemCall.Invoke(SystemCallNumber.Read, Number, (nint)address, buffer.Length).ToInt32();
    }

    /// <summary>Writes; a full disk can make it write less than asked.</summary>
    public unsafe Result<int> Write(ReadOnlySpan<byte> data)
    {
        fixed (byte* address = data)
            return SystemCall.Invoke(SystemCallNumber.Write, Number, (nint)address, data.Length).ToInt32();
    }

    /// <summary>Writes everything, or says why it could not.</summary>
    public ErrorNumber WriteAll(ReadOnlySpan<byte> data)
    {
        while (data.Length > 0)
        {
            if (!Write(data).Try(out int written, out ErrorNumber error))
                return error;
            if (written == 0)
                return ErrorNumber.NoSpace;
            data = data[written..];
        }
        return ErrorNumber.None;
    }

    /// <summary>What is known about the open file.</summary>
    public unsafe Result<FileStatus> GetStatus()
    {
        FileStatus status = default;
        SystemCallResult result = SystemCall.Invoke(SystemCallNumber.FileStatus, Number, (nint)(&status));
        return result.Error == ErrorNumber.None ? status : result.Error;
    }

    /// <summary>A second number, the lowest free one, for the same open file.</summary>
    public Result<FileDescriptor> Duplicate() => FromNumber(SystemCall.Invoke(SystemCallNumber.Duplicate, Number));

    /// <summary>Moves the file's position; returns the new one.</summary>
    public Result<long> Seek(long offset, SeekFrom from)
    {
        SystemCallResult result = SystemCall.Invoke(SystemCallNumber.Seek, Number, (nint)offset, (nint)from);
        return result.Error == ErrorNumber.None ? result.Value : result.Error;
    }

    /// <summary>Makes the file exactly so long.</summary>
    public ErrorNumber Truncate(long length) => SystemCall.Invoke(SystemCallNumber.Truncate, Number, (nint)length).Error;

    /// <summary>Returns when everything written so far through this file is on disk.</summary>
    public ErrorNumber Synchronize() => SystemCall.Invoke(SystemCallNumber.SyncFile, Number).Error;

    public ErrorNumber Close() => SystemCall.Invoke(SystemCallNumber.Close, Number).Error;

    private static Result<FileDescriptor> FromNumber(SystemCallResult result)
        => result.Error == ErrorNumber.None ? new FileDescriptor((int)result.Value) : result.Error;
}
