// rmdir: removes empty directories.

namespace Xv6.Programs;

[Program("rmdir")]
internal static class RemoveDirectory
{
    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "rmdir DIRECTORY..."u8);
        if (options.MoveNext())
            return options.Stop();
        if (options.OperandCount == 0)
            return options.StopAtOperands();
        int status = 0;
        for (int i = options.FirstOperand; i < arguments.Count; i++)
        {
            ReadOnlySpan<byte> path = arguments[i];
            ErrorNumber error = FileSystem.Exists(path) && !FileSystem.IsDirectory(path) ? ErrorNumber.NotDirectory : FileSystem.Remove(path);
            if (error != ErrorNumber.None)
                status = Failure.Report(path, error);
        }
        return status;
    }
}
