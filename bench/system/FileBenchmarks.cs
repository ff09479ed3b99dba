// What file data costs: to write, to read from the cache and from the disk, and to have on the disk.

namespace Xv6.SystemBench;

internal static class FileBenchmarks
{
    private const int FileSize = 200 * 1024;
    private const int Rounds = 10;

    private static readonly byte[] s_chunk = new byte[4096];

    /// <summary>How far the benchmark that reads from the disk has come: what was read once is in the cache.</summary>
    private static long s_diskOffset;

    /// <summary>A file that is emptied and written again, 4 KB at a time.</summary>
    public static void Write(Meter meter)
    {
        using TemporaryFile _ = new("bench.file"u8);
        using (meter.Measure(Rounds * FileSize))
        {
            for (int round = 0; round < Rounds; round++)
            {
                FileDescriptor file = Open(OpenFlags.ReadWrite | OpenFlags.Truncate);
                WriteAll(file, s_chunk);
                file.Close();
            }
        }
    }

    /// <summary>A file that is written over, 1 KB at a time.</summary>
    public static void Overwrite(Meter meter)
    {
        using TemporaryFile temporary = new("bench.file"u8);
        WriteAll(temporary.Descriptor, s_chunk);
        using (meter.Measure(Rounds * FileSize))
        {
            for (int round = 0; round < Rounds; round++)
            {
                FileDescriptor file = Open(OpenFlags.ReadWrite);
                WriteAll(file, s_chunk.AsSpan(0, 1024));
                file.Close();
            }
        }
    }

    public static void Read(Meter meter) => ReadFromStart(meter, FileSize, Rounds);

    /// <summary>The first pages of a file, again and again.</summary>
    public static void ReadStart(Meter meter) => ReadFromStart(meter, 16 * 1024, 10 * Rounds);

    /// <summary>Data that is read for the first time since the machine was started.</summary>
    public static void ReadFromDisk(Meter meter)
    {
        const int Size = 512 * 1024;
        FileDescriptor file = FileDescriptor.Open("/benchdata"u8).OrFail("open"u8);
        file.Seek(s_diskOffset, SeekFrom.Start).OrFail("lseek"u8);
        using (meter.Measure(Size))
            ReadAll(file, Size);
        file.Close();
        s_diskOffset += Size;
    }

    /// <summary>A write of 4 KB that is on the disk when fsync returns.</summary>
    public static void Synchronize(Meter meter)
    {
        const int Writes = 20;
        using TemporaryFile file = new("bench.file"u8);
        using (meter.Measure(Writes))
        {
            for (int i = 0; i < Writes; i++)
            {
                file.Descriptor.WriteAll(s_chunk).OrFail("write"u8);
                file.Descriptor.Synchronize().OrFail("fsync"u8);
            }
        }
    }

    private static void ReadFromStart(Meter meter, int size, int rounds)
    {
        using TemporaryFile temporary = new("bench.file"u8);
        WriteAll(temporary.Descriptor, s_chunk);
        using (meter.Measure((long)rounds * size))
        {
            for (int round = 0; round < rounds; round++)
            {
                FileDescriptor file = Open(OpenFlags.ReadOnly);
                ReadAll(file, size);
                file.Close();
            }
        }
    }

    private static FileDescriptor Open(OpenFlags flags) => FileDescriptor.Open("bench.file"u8, flags).OrFail("open"u8);

    private static void WriteAll(FileDescriptor file, ReadOnlySpan<byte> chunk)
    {
        for (int written = 0; written < FileSize; written += chunk.Length)
            file.WriteAll(chunk).OrFail("write"u8);
    }

    private static void ReadAll(FileDescriptor file, int size)
    {
        while (size > 0)
        {
            int count = file.Read(s_chunk).OrFail("read"u8);
            Check.That(count > 0, "the file ended early"u8);
            size -= count;
        }
    }
}
