// Error numbers as people read them.

namespace Xv6.Library;

/// <summary>Names and messages of error numbers.</summary>
public static class ErrorNumberText
{
    extension(ErrorNumber error)
    {
        /// <summary>The POSIX name, such as ENOENT.</summary>
        public ReadOnlySpan<byte> Name => Describe(error).Name;

        /// <summary>What it means, such as "No such file or directory".</summary>
        public ReadOnlySpan<byte> Message => Describe(error).Message;
    }

    private static Description Describe(ErrorNumber error) => error switch
    {
        ErrorNumber.None => new("OK"u8, "Success"u8),
        ErrorNumber.NotPermitted => new("EPERM"u8, "Operation not permitted"u8),
        ErrorNumber.NoSuchFile => new("ENOENT"u8, "No such file or directory"u8),
        ErrorNumber.NoSuchProcess => new("ESRCH"u8, "No such process"u8),
        ErrorNumber.Interrupted => new("EINTR"u8, "Interrupted"u8),
        ErrorNumber.InputOutput => new("EIO"u8, "Input/output error"u8),
        ErrorNumber.NoSuchDeviceOrAddress => new("ENXIO"u8, "No such device or address"u8),
        ErrorNumber.ArgumentListTooLong => new("E2BIG"u8, "Argument list too long"u8),
        ErrorNumber.NotExecutable => new("ENOEXEC"u8, "Not an executable file"u8),
        ErrorNumber.BadDescriptor => new("EBADF"u8, "Bad file descriptor"u8),
        ErrorNumber.NoChild => new("ECHILD"u8, "No child processes"u8),
        ErrorNumber.TryAgain => new("EAGAIN"u8, "Resource temporarily unavailable"u8),
        ErrorNumber.OutOfMemory => new("ENOMEM"u8, "Out of memory"u8),
        ErrorNumber.AccessDenied => new("EACCES"u8, "Permission denied"u8),
        ErrorNumber.BadAddress => new("EFAULT"u8, "Bad address"u8),
        ErrorNumber.Busy => new("EBUSY"u8, "Device or resource busy"u8),
        ErrorNumber.FileExists => new("EEXIST"u8, "File exists"u8),
        ErrorNumber.CrossDevice => new("EXDEV"u8, "Cross-device link"u8),
        ErrorNumber.NoSuchDevice => new("ENODEV"u8, "No such device"u8),
        ErrorNumber.NotDirectory => new("ENOTDIR"u8, "Not a directory"u8),
        ErrorNumber.IsDirectory => new("EISDIR"u8, "Is a directory"u8),
        ErrorNumber.InvalidArgument => new("EINVAL"u8, "Invalid argument"u8),
        ErrorNumber.FileTableFull => new("ENFILE"u8, "Too many open files in system"u8),
        ErrorNumber.TooManyDescriptors => new("EMFILE"u8, "Too many open files"u8),
        ErrorNumber.FileTooLarge => new("EFBIG"u8, "File too large"u8),
        ErrorNumber.NoSpace => new("ENOSPC"u8, "No space left on device"u8),
        ErrorNumber.IllegalSeek => new("ESPIPE"u8, "Illegal seek"u8),
        ErrorNumber.ReadOnlyFileSystem => new("EROFS"u8, "Read-only file system"u8),
        ErrorNumber.TooManyLinks => new("EMLINK"u8, "Too many links"u8),
        ErrorNumber.BrokenPipe => new("EPIPE"u8, "Broken pipe"u8),
        ErrorNumber.Range => new("ERANGE"u8, "Result too large for the buffer"u8),
        ErrorNumber.NameTooLong => new("ENAMETOOLONG"u8, "File name too long"u8),
        ErrorNumber.NoSystemCall => new("ENOSYS"u8, "No such system call"u8),
        ErrorNumber.DirectoryNotEmpty => new("ENOTEMPTY"u8, "Directory not empty"u8),
        ErrorNumber.TooManySymbolicLinks => new("ELOOP"u8, "Too many levels of symbolic links"u8),
        ErrorNumber.AddressInUse => new("EADDRINUSE"u8, "Address already in use"u8),
        _ => new("EUNKNOWN"u8, "Unknown error"u8),
    };

    private readonly ref struct Description(ReadOnlySpan<byte> name, ReadOnlySpan<byte> message)
    {
        public ReadOnlySpan<byte> Name { get; } = name;

        public ReadOnlySpan<byte> Message { get; } = message;
    }
}
