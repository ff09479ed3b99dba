// Why a call failed: POSIX's names in words, Linux's values (register a1 after a failed system call).

namespace Xv6.Machine.Abi;

/// <summary>The outcome of an operation that can fail. <see cref="None"/> is success.</summary>
public enum ErrorNumber
{
    None = 0,

    /// <summary>EPERM: the operation is not allowed.</summary>
    NotPermitted = 1,

    /// <summary>ENOENT</summary>
    NoSuchFile = 2,

    /// <summary>ESRCH</summary>
    NoSuchProcess = 3,

    /// <summary>EINTR: the caller was killed while it waited.</summary>
    Interrupted = 4,

    /// <summary>EIO: the device failed.</summary>
    InputOutput = 5,

    /// <summary>ENXIO</summary>
    NoSuchDeviceOrAddress = 6,

    /// <summary>E2BIG: exec's arguments are too many or too long.</summary>
    ArgumentListTooLong = 7,

    /// <summary>ENOEXEC: not an executable of this machine.</summary>
    NotExecutable = 8,

    /// <summary>EBADF: no such descriptor, or it is not open for this.</summary>
    BadDescriptor = 9,

    /// <summary>ECHILD: there is no child to wait for.</summary>
    NoChild = 10,

    /// <summary>EAGAIN: out of processes, or it would block.</summary>
    TryAgain = 11,

    /// <summary>ENOMEM</summary>
    OutOfMemory = 12,

    /// <summary>EACCES: the access is not allowed.</summary>
    AccessDenied = 13,

    /// <summary>EFAULT: a pointer that the caller may not use.</summary>
    BadAddress = 14,

    /// <summary>EBUSY</summary>
    Busy = 16,

    /// <summary>EEXIST</summary>
    FileExists = 17,

    /// <summary>EXDEV</summary>
    CrossDevice = 18,

    /// <summary>ENODEV</summary>
    NoSuchDevice = 19,

    /// <summary>ENOTDIR</summary>
    NotDirectory = 20,

    /// <summary>EISDIR</summary>
    IsDirectory = 21,

    /// <summary>EINVAL</summary>
    InvalidArgument = 22,

    /// <summary>ENFILE: out of open files.</summary>
    FileTableFull = 23,

    /// <summary>EMFILE: the process has too many descriptors.</summary>
    TooManyDescriptors = 24,

    /// <summary>EFBIG: the file would be larger than the format allows.</summary>
    FileTooLarge = 27,

    /// <summary>ENOSPC: no block or no inode is free.</summary>
    NoSpace = 28,

    /// <summary>ESPIPE</summary>
    IllegalSeek = 29,

    /// <summary>EROFS</summary>
    ReadOnlyFileSystem = 30,

    /// <summary>EMLINK</summary>
    TooManyLinks = 31,

    /// <summary>EPIPE: nobody reads this pipe any more.</summary>
    BrokenPipe = 32,

    /// <summary>ERANGE: the buffer is too small.</summary>
    Range = 34,

    /// <summary>ENAMETOOLONG</summary>
    NameTooLong = 36,

    /// <summary>ENOSYS: no such system call.</summary>
    NoSystemCall = 38,

    /// <summary>ENOTEMPTY</summary>
    DirectoryNotEmpty = 39,

    /// <summary>ELOOP: more than ten symbolic links in a path.</summary>
    TooManySymbolicLinks = 40,

    /// <summary>EADDRINUSE: the port is taken.</summary>
    AddressInUse = 98,
}
