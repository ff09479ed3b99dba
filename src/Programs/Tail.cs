// tail: prints the last lines of files, or with -c the last bytes. -n +N prints from line N on. -f goes on with what is appended.

namespace Xv6.Programs;

[Program("tail")]
internal static class Tail
{
    private const int PollTicks = 5;

    public static int Main(Arguments arguments)
    {
        LineCount count = new(10);
        bool follows = false;
        OptionReader options = new(arguments, "tail [-f] [-n [+]LINES | -c [+]BYTES] [FILE]..."u8);
        while (options.MoveNext())
        {
            if (options.Letter == 'f')
                follows = true;
            else if (!count.TryRead(ref options))
                return options.Stop();
        }
        InputFiles inputs = new(arguments, options.FirstOperand);
        while (inputs.MoveNext())
        {
            inputs.WriteHeading();
            ErrorNumber error = count.IsBytes ? CopyBytes(inputs.Current, count)
                : count.Sign == '+' ? CopyFrom(inputs.Current, count.Value)
                : CopyLines(inputs.Current, count.Value);
            if (error == ErrorNumber.None && follows && inputs.IsLast)
                error = Follow(inputs.Current);
            if (error != ErrorNumber.None)
                inputs.ReportFailure(error);
        }
        return inputs.Status;
    }

    private static ErrorNumber CopyLines(FileDescriptor file, int count)
    {
        LastLines lines = new(count);
        LineReader reader = new(file);
        while (reader.TryReadLine(out ReadOnlySpan<byte> line))
            lines.Add(line, reader.LineWasTerminated);
        lines.WriteAndClear();
        return reader.Error;
    }

    private static ErrorNumber CopyFrom(FileDescriptor file, int first)
    {
        LineReader reader = new(file);
        for (int number = 1; reader.TryReadLine(out ReadOnlySpan<byte> line); number++)
        {
            if (number >= first)
                LineOutput.Write(line, reader);
        }
        return reader.Error;
    }

    private static ErrorNumber CopyBytes(FileDescriptor file, LineCount count)
    {
        Utf8StringBuilder text = new(4096);
        ErrorNumber error;
        while (true)
        {
            int length = text.Length;
            bool isRead = file.Read(text.Extend(4096)).Try(out int read, out error);
            text.Truncate(length + read);
            if (!isRead || read == 0)
                break;
        }
        int start = count.Sign == '+' ? Math.Min(Math.Max(count.Value, 1) - 1, text.Length) : Math.Max(text.Length - count.Value, 0);
        Console.Write(text.Span[start..]);
        return error;
    }

    /// <summary>Prints what is appended, for ever; returns if reading fails.</summary>
    private static ErrorNumber Follow(FileDescriptor file)
    {
        byte[] buffer = new byte[4096];
        while (true)
        {
            Console.Out.Flush();
            if (!file.Read(buffer).Try(out int count, out ErrorNumber error))
                return error;
            if (count == 0)
                Process.Sleep(PollTicks);
            else
                Console.Write(buffer.AsSpan(0, count));
        }
    }
}
