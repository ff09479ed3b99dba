// head: prints the first lines of files, or with -c the first bytes. -n -N leaves out the last N lines.

namespace Xv6.Programs;

[Program("head")]
internal static class Head
{
    public static int Main(Arguments arguments)
    {
        LineCount count = new(10);
        OptionReader options = new(arguments, "head [-n [-]LINES | -c BYTES] [FILE]..."u8);
        while (options.MoveNext())
        {
            if (!count.TryRead(ref options) || (count.IsBytes && count.Sign != 0) || count.Sign == '+')
                return options.Stop();
        }
        InputFiles inputs = new(arguments, options.FirstOperand);
        while (inputs.MoveNext())
        {
            inputs.WriteHeading();
            ErrorNumber error = count.IsBytes ? CopyBytes(inputs.Current, count.Value) : CopyLines(inputs.Current, count);
            if (error != ErrorNumber.None)
                inputs.ReportFailure(error);
        }
        return inputs.Status;
    }

    private static ErrorNumber CopyLines(FileDescriptor file, LineCount count)
    {
        LineReader reader = new(file);
        LastLines held = new(count.Sign == '-' ? count.Value : 0);
        for (int i = 0; (count.Sign == '-' || i < count.Value) && reader.TryReadLine(out ReadOnlySpan<byte> line); i++)
        {
            if (count.Sign == '-')
                held.WriteOldestAndAdd(line, reader.LineWasTerminated);
            else
                LineOutput.Write(line, reader);
        }
        return reader.Error;
    }

    private static ErrorNumber CopyBytes(FileDescriptor file, int count)
    {
        Span<byte> buffer = stackalloc byte[512];
        ErrorNumber error = ErrorNumber.None;
        while (count > 0 && file.Read(buffer[..Math.Min(count, buffer.Length)]).Try(out int read, out error) && read > 0)
        {
            Console.Write(buffer[..read]);
            count -= read;
        }
        return error;
    }
}
