// Copies files of which most is holes, without filling these.

namespace Xv6.Cli.Tools;

public static class SparseFile
{
    private const int ChunkSize = 64 * 1024;

    /// <summary>Makes a new file with the same content in which chunks of zeroes are holes.</summary>
    public static void Copy(string from, string to)
    {
        using FileStream source = new(from, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        using FileStream target = new(to, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        target.SetLength(source.Length);
        byte[] chunk = new byte[ChunkSize];
        for (long offset = 0; offset < source.Length;)
        {
            int count = source.ReadAtLeast(chunk, ChunkSize, throwOnEndOfStream: false);
            if (chunk.AsSpan(0, count).ContainsAnyExcept((byte)0))
                RandomAccess.Write(target.SafeFileHandle, chunk.AsSpan(0, count), offset);
            offset += count;
        }
    }
}
