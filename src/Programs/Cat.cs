// cat: copies files, one after the other, to standard output.

namespace Xv6.Programs;

[Program("cat")]
internal static class Cat
{
    private const int BufferSize = 16 * 1024;

    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "cat [FILE]..."u8);
        if (options.MoveNext())
            return options.Stop();

        byte[] buffer = new byte[BufferSize];
        InputFiles inputs = new(arguments, options.FirstOperand);
        while (inputs.MoveNext())
        {
            ErrorNumber readError = Copy(inputs.Current, buffer, out ErrorNumber writeError);
            if (writeError == ErrorNumber.BrokenPipe)
                return Process.BrokenPipeStatus;
            if (writeError != ErrorNumber.None)
                return Failure.Report("write error"u8, writeError);
            if (readError != ErrorNumber.None)
                inputs.ReportFailure(readError);
        }
        return inputs.Status;
    }

    /// <summary>Copies a file to standard output; returns why reading failed, if it did.</summary>
    private static ErrorNumber Copy(FileDescriptor input, Span<byte> buffer, out ErrorNumber writeError)
    {
        while (true)
        {
            writeError = ErrorNumber.None;
            if (!input.Read(buffer).Try(out int count, out ErrorNumber error) || count == 0)
                return error;
            writeError = FileDescriptor.Output.WriteAll(buffer[..count]);
            if (writeError != ErrorNumber.None)
                return ErrorNumber.None;
        }
    }
}
