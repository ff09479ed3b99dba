// The kernel's error numbers as the end of a sentence.

using Xv6.Machine.Abi;

namespace Xv6.Image;

internal static class ErrorText
{
    public static string Of(ErrorNumber error) => error switch
    {
        ErrorNumber.NoSuchFile => "there is no such file in the image",
        ErrorNumber.InputOutput => "the image is damaged or can't be read; image check says more",
        ErrorNumber.OutOfMemory => "out of memory",
        ErrorNumber.FileExists => "exists already in the image",
        ErrorNumber.NotDirectory => "is not a directory of the image",
        ErrorNumber.IsDirectory => "is a directory of the image",
        ErrorNumber.NoSuchDevice => "is a device of the image",
        ErrorNumber.FileTooLarge => "is larger than a file of this image can be",
        ErrorNumber.NoSpace => "the image has no block or no inode left",
        ErrorNumber.NameTooLong => "the path is too long",
        ErrorNumber.DirectoryNotEmpty => "the directory is not empty",
        ErrorNumber.InvalidArgument => "this can't be done with such a file",
        ErrorNumber.TooManySymbolicLinks => "goes through too many symbolic links",
        ErrorNumber.ReadOnlyFileSystem => "the image is open read-only",
        ErrorNumber.Busy => "is in use",
        _ => $"failed ({error})",
    };
}
