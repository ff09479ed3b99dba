// mv: gives files other names, or moves them to another directory.

namespace Xv6.Programs;

[Program("mv")]
internal static class Move
{
    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "mv [-f] SOURCE... DESTINATION"u8);
        while (options.MoveNext())
        {
            if (options.Letter != 'f') // Nobody is asked anyway.
                return options.Stop();
        }
        if (options.OperandCount < 2)
            return options.StopAtOperands();
        ReadOnlySpan<byte> destination = arguments[arguments.Count - 1];
        if (options.OperandCount > 2 && !FileSystem.IsDirectory(destination))
            return Failure.Report(destination, ErrorNumber.NotDirectory);
        int status = 0;
        for (int i = options.FirstOperand; i < arguments.Count - 1; i++)
        {
            ErrorNumber error = FileSystem.Rename(arguments[i], Destination.Resolve(arguments[i], destination));
            if (error != ErrorNumber.None)
                status = Failure.Report(arguments[i], error);
        }
        return status;
    }
}
