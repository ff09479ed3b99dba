// ls: lists files and the contents of directories.
//
// The plain form is xv6's: name (padded to 14), type, inode number, size. -l is for people: type, links, size, name.

namespace Xv6.Programs;

[Program("ls")]
internal static class List
{
    private const int NameWidth = -DirectoryEntry.MaximumNameLength;

    public static int Main(Arguments arguments)
    {
        bool isLong = false;
        OptionReader options = new(arguments, "ls [-l] [FILE]..."u8);
        while (options.MoveNext())
        {
            switch (options.Letter)
            {
                case 'l':
                    isLong = true;
                    break;
                default:
                    return options.Stop();
            }
        }
        if (options.OperandCount == 0)
            return ListPath("."u8, isLong);
        int status = 0;
        for (int i = options.FirstOperand; i < arguments.Count; i++)
            status |= ListPath(arguments[i], isLong);
        return status;
    }

    private static int ListPath(ReadOnlySpan<byte> path, bool isLong)
    {
        if (!FileSystem.GetStatus(path).Try(out FileStatus status, out ErrorNumber error)
            && !FileSystem.GetLinkStatus(path).Try(out status, out _))
        {
            return Failure.Report(path, error);
        }
        if (status.Type == FileType.Directory)
            return ListDirectory(path, isLong);
        Print(PathName.FileName(path), path, status, isLong);
        return 0;
    }

    private static int ListDirectory(ReadOnlySpan<byte> path, bool isLong)
    {
        if (!DirectoryReader.Open(path).Try(out DirectoryReader? directory, out ErrorNumber error))
            return Failure.Report(path, error);
        int result = 0;
        while (directory.MoveNext())
        {
            Utf8String entry = PathName.Join(path, directory.Name);
            if (FileSystem.GetLinkStatus(entry).Try(out FileStatus status, out error))
                Print(directory.Name, entry, status, isLong);
            else
                result = Failure.Report(entry, error);
        }
        directory.Close();
        return directory.Error == ErrorNumber.None ? result : Failure.Report(path, directory.Error);
    }

    private static void Print(ReadOnlySpan<byte> name, ReadOnlySpan<byte> path, FileStatus status, bool isLong)
    {
        if (!isLong)
        {
            Console.WriteLine($"{name,NameWidth} {(short)status.Type} {status.InodeNumber} {status.Size}");
            return;
        }
        Console.Write($"{TypeName(status.Type),-9} {status.LinkCount,3} {status.Size,9} {name}");
        if (status.Type == FileType.SymbolicLink)
            PrintTarget(path);
        Console.WriteLine();
    }

    private static void PrintTarget(ReadOnlySpan<byte> path)
    {
        Span<byte> target = stackalloc byte[SystemCall.MaximumPathLength];
        if (FileSystem.ReadLink(path, target).Try(out int length, out _))
            Console.Write($" -> {target[..Math.Min(length, target.Length)]}");
    }

    private static ReadOnlySpan<byte> TypeName(FileType type) => type switch
    {
        FileType.Directory => "directory"u8,
        FileType.File => "file"u8,
        FileType.Device => "device"u8,
        FileType.SymbolicLink => "link"u8,
        _ => "?"u8,
    };
}
