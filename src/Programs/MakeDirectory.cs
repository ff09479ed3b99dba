// mkdir: makes directories; -p makes what is missing on the way too, and takes an existing one as done.

namespace Xv6.Programs;

[Program("mkdir")]
internal static class MakeDirectory
{
    public static int Main(Arguments arguments)
    {
        bool withParents = false;
        OptionReader options = new(arguments, "mkdir [-p] DIRECTORY..."u8);
        while (options.MoveNext())
        {
            if (options.Letter != 'p')
                return options.Stop();
            withParents = true;
        }
        if (options.OperandCount == 0)
            return options.StopAtOperands();
        int status = 0;
        for (int i = options.FirstOperand; i < arguments.Count; i++)
        {
            ErrorNumber error = withParents ? MakeWithParents(arguments[i]) : FileSystem.MakeDirectory(arguments[i]);
            if (error != ErrorNumber.None)
                status = Failure.Report(arguments[i], error);
        }
        return status;
    }

    private static ErrorNumber MakeWithParents(ReadOnlySpan<byte> path)
    {
        for (int i = 1; i < path.Length; i++)
        {
            if (path[i] == '/' && path[i - 1] != '/' && !FileSystem.Exists(path[..i]))
            {
                ErrorNumber parentError = FileSystem.MakeDirectory(path[..i]);
                if (parentError != ErrorNumber.None)
                    return parentError;
            }
        }
        ErrorNumber error = FileSystem.MakeDirectory(path);
        return error == ErrorNumber.FileExists && FileSystem.IsDirectory(path) ? ErrorNumber.None : error;
    }
}
