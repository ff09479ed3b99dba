// cp: copies files; -r copies directories with all that is in them.

namespace Xv6.Programs;

[Program("cp")]
internal static class Copy
{
    public static int Main(Arguments arguments)
    {
        bool isRecursive = false;
        OptionReader options = new(arguments, "cp [-rRf] SOURCE... DESTINATION"u8);
        while (options.MoveNext())
        {
            if (options.Letter is 'r' or 'R')
                isRecursive = true;
            else if (options.Letter != 'f') // What is there is overwritten anyway.
                return options.Stop();
        }
        if (options.OperandCount < 2)
            return options.StopAtOperands();
        ReadOnlySpan<byte> destination = arguments[arguments.Count - 1];
        if (options.OperandCount > 2 && !FileSystem.IsDirectory(destination))
            return Failure.Report(destination, ErrorNumber.NotDirectory);
        int status = 0;
        for (int i = options.FirstOperand; i < arguments.Count - 1; i++)
            status |= CopyTree(arguments[i], Destination.Resolve(arguments[i], destination), isRecursive);
        return status;
    }

    private static int CopyTree(ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination, bool isRecursive)
    {
        if (!FileSystem.GetStatus(source).Try(out FileStatus status, out ErrorNumber error))
            return Failure.Report(source, error);
        if (status.Type != FileType.Directory)
            return FileCopy.Copy(source, destination);
        if (!isRecursive)
            return Failure.Report(source, ErrorNumber.IsDirectory);
        if (IsInside(destination, source))
            return Failure.Report($"{source}: cannot be copied into itself");
        if (!FileSystem.IsDirectory(destination) && (error = FileSystem.MakeDirectory(destination)) != ErrorNumber.None)
            return Failure.Report(destination, error);
        if (!DirectoryReader.Open(source).Try(out DirectoryReader? directory, out error))
            return Failure.Report(source, error);
        int result = 0;
        while (directory.MoveNext())
        {
            if (!directory.IsDotEntry)
                result |= CopyTree(PathName.Join(source, directory.Name), PathName.Join(destination, directory.Name), isRecursive);
        }
        directory.Close();
        return result;
    }

    private static bool IsInside(ReadOnlySpan<byte> path, ReadOnlySpan<byte> directory)
        => path.StartsWith(directory) && (path.Length == directory.Length || path[directory.Length] == '/' || directory[^1] == '/');
}
