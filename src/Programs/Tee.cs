// tee: copies standard input to standard output and to files; -a appends to them.

namespace Xv6.Programs;

[Program("tee")]
internal static class Tee
{
    public static int Main(Arguments arguments)
    {
        bool appends = false;
        OptionReader options = new(arguments, "tee [-a] [FILE]..."u8);
        while (options.MoveNext())
        {
            if (options.Letter != 'a')
                return options.Stop();
            appends = true;
        }
        int status = 0;
        List<FileDescriptor> outputs = [FileDescriptor.Output];
        for (int i = options.FirstOperand; i < arguments.Count; i++)
        {
            OpenFlags flags = OpenFlags.WriteOnly | OpenFlags.Create | (appends ? default : OpenFlags.Truncate);
            if (!FileDescriptor.Open(arguments[i], flags).Try(out FileDescriptor file, out ErrorNumber error))
            {
                status = Failure.Report(arguments[i], error);
                continue;
            }
            if (appends)
                file.Seek(0, SeekFrom.End);
            outputs.Add(file);
        }
        return status | CopyInput(outputs);
    }

    private static int CopyInput(List<FileDescriptor> outputs)
    {
        byte[] buffer = new byte[4096];
        int status = 0;
        ErrorNumber readError;
        while (FileDescriptor.Input.Read(buffer).Try(out int count, out readError) && count > 0)
        {
            foreach (FileDescriptor output in outputs)
            {
                ErrorNumber error = output.WriteAll(buffer.AsSpan(0, count));
                if (error != ErrorNumber.None)
                    status = Failure.Report("write error"u8, error);
            }
        }
        return readError == ErrorNumber.None ? status : Failure.Report("standard input"u8, readError);
    }
}
