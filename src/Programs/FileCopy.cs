// The contents of one file to another.

namespace Xv6.Programs;

internal static class FileCopy
{
    private const int BufferSize = 16 * 1024;

    private static byte[]? _buffer;

    /// <summary>Copies a file; reports what failed. Returns an exit status.</summary>
    public static int Copy(ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination)
    {
        if (!FileDescriptor.Open(source).Try(out FileDescriptor input, out ErrorNumber error))
            return Failure.Report(source, error);
        const OpenFlags Flags = OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Truncate;
        int status;
        if (IsSameFile(input, destination))
            status = Failure.Report($"{destination}: is the same file as {source}");
        else if (FileDescriptor.Open(destination, Flags).Try(out FileDescriptor output, out error))
            status = CopyContents(input, source, output, destination);
        else
            status = Failure.Report(destination, error);
        input.Close();
        return status;
    }

    private static bool IsSameFile(FileDescriptor input, ReadOnlySpan<byte> destination)
        => input.GetStatus().Try(out FileStatus source, out _) && FileSystem.GetStatus(destination).Try(out FileStatus target, out _)
            && source.Device == target.Device && source.InodeNumber == target.InodeNumber;

    private static int CopyContents(FileDescriptor input, ReadOnlySpan<byte> source, FileDescriptor output, ReadOnlySpan<byte> destination)
    {
        byte[] buffer = _buffer ??= new byte[BufferSize];
        ErrorNumber readError;
        ErrorNumber writeError = ErrorNumber.None;
        while (input.Read(buffer).Try(out int count, out readError) && count > 0 && writeError == ErrorNumber.None)
            writeError = output.WriteAll(buffer.AsSpan(0, count));
        output.Close();
        if (readError != ErrorNumber.None)
            return Failure.Report(source, readError);
        return writeError == ErrorNumber.None ? 0 : Failure.Report(destination, writeError);
    }
}
