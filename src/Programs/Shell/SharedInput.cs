// Lines of a descriptor that others read too: the shell takes a line of its standard input, and the program that it then starts has to
// find the input right behind that.

namespace Xv6.Programs.Shell;

internal static class SharedInput
{
    private const int ChunkSize = 256;

    /// <summary>Appends a line with its newline, and leaves the descriptor behind it. False at the end of the input.</summary>
    public static bool TryReadLine(FileDescriptor input, Utf8StringBuilder line)
    {
        int start = line.Length;
        FileType type = input.GetStatus().Try(out FileStatus status, out _) ? status.Type : FileType.Free;

        // A console gives a line at a time. A file can be put back to where the line ends. A pipe gives no choice but single bytes.
        Span<byte> chunk = stackalloc byte[ChunkSize];
        chunk = type is FileType.File or FileType.Device ? chunk : chunk[..1];
        while (input.Read(chunk).Try(out int count, out _) && count > 0)
        {
            int newline = chunk[..count].IndexOf((byte)'\n');
            int used = newline < 0 ? count : newline + 1;
            line.Write(chunk[..used]);
            if (newline < 0)
                continue;
            if (used < count && type == FileType.File)
                input.Seek(used - count, SeekFrom.Current);
            break;
        }
        return line.Length > start;
    }
}
