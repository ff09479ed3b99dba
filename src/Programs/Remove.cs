// rm: removes names; -r takes directories with all that is in them, -f doesn't mind what isn't there.

namespace Xv6.Programs;

[Program("rm")]
internal static class Remove
{
    public static int Main(Arguments arguments)
    {
        bool isRecursive = false;
        bool isForced = false;
        OptionReader options = new(arguments, "rm [-rRf] FILE..."u8);
        while (options.MoveNext())
        {
            switch (options.Letter)
            {
                case 'r' or 'R':
                    isRecursive = true;
                    break;
                case 'f':
                    isForced = true;
                    break;
                default:
                    return options.Stop();
            }
        }
        if (options.OperandCount == 0 && !isForced)
            return options.StopAtOperands();
        int status = 0;
        for (int i = options.FirstOperand; i < arguments.Count; i++)
        {
            ReadOnlySpan<byte> path = arguments[i];
            ErrorNumber error = FileSystem.Remove(path);
            if (error is ErrorNumber.None || (isForced && error is ErrorNumber.NoSuchFile))
                continue;
            status |= isRecursive && FileSystem.IsDirectory(path) ? RemoveTree(path) : Failure.Report(path, error);
        }
        return status;
    }

    private static int RemoveTree(ReadOnlySpan<byte> path)
    {
        if (PathName.FileName(path) is [] or [(byte)'.'] or [(byte)'.', (byte)'.'])
            return Failure.Report(path, ErrorNumber.InvalidArgument);
        if (!DirectoryReader.Open(path).Try(out DirectoryReader? directory, out ErrorNumber error))
            return Failure.Report(path, error);
        int status = 0;
        while (directory.MoveNext())
        {
            if (directory.IsDotEntry)
                continue;
            Utf8String entry = PathName.Join(path, directory.Name);
            error = FileSystem.Remove(entry);
            if (error == ErrorNumber.None)
                continue;
            status |= IsDirectoryItself(entry) ? RemoveTree(entry) : Failure.Report(entry, error);
        }
        directory.Close();
        error = status == 0 ? FileSystem.Remove(path) : ErrorNumber.None;
        return error == ErrorNumber.None ? status : Failure.Report(path, error);
    }

    /// <summary>True for a directory, not for a link to one.</summary>
    private static bool IsDirectoryItself(ReadOnlySpan<byte> path)
        => FileSystem.GetLinkStatus(path).Try(out FileStatus status, out _) && status.Type == FileType.Directory;
}
