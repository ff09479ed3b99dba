// What names cost: to find, to make and to remove files and directories, in small directories, deep ones and large ones.

namespace Xv6.SystemBench;

internal static class NameBenchmarks
{
    private const int Opens = 2000;
    private const int Files = 20;
    private const int Rounds = 10;

    private static readonly byte[] s_content = new byte[100];
    private static readonly Utf8StringBuilder s_name = new();
    private static readonly Arena s_arena = new();

    public static void Open(Meter meter)
    {
        using TemporaryFile _ = new("bench.file"u8);
        OpenAndClose(meter, "bench.file"u8);
    }

    /// <summary>A file below eight directories.</summary>
    public static void OpenDeep(Meter meter)
    {
        ReadOnlySpan<byte> path = "1/2/3/4/5/6/7/8/file"u8;
        int depth = path.Count((byte)'/');
        for (int i = 0; i < depth; i++)
            FileSystem.MakeDirectory(path[..(2 * i + 1)]).OrFail("mkdir"u8);
        using (new TemporaryFile(path))
            OpenAndClose(meter, path);
        for (int i = depth - 1; i >= 0; i--)
            FileSystem.Remove(path[..(2 * i + 1)]).OrFail("unlink"u8);
    }

    /// <summary>The last of a thousand names.</summary>
    public static void OpenInLargeDirectory(Meter meter)
    {
        using LargeDirectory directory = new();
        OpenAndClose(meter, directory.LastName);
    }

    /// <summary>A file that is made beside a thousand others, and removed.</summary>
    public static void CreateInLargeDirectory(Meter meter)
    {
        using LargeDirectory _ = new();
        using (meter.Measure(Files))
        {
            for (int i = 0; i < Files; i++)
                new TemporaryFile("another"u8).Dispose();
        }
    }

    /// <summary>All of a thousand names.</summary>
    public static void ListLargeDirectory(Meter meter)
    {
        using LargeDirectory _ = new();
        using (s_arena.Enter())
        {
            ArenaMark mark = s_arena.Mark();
            using (meter.Measure(LargeDirectory.Count))
            {
                DirectoryReader reader = DirectoryReader.Open("."u8).OrFail("open"u8);
                int count = 0;
                while (reader.MoveNext())
                    count++;
                Check.That(count >= LargeDirectory.Count, "names are missing"u8);
                reader.Close();
            }
            s_arena.Release(mark);
        }
    }

    /// <summary>Files that are made, with 100 bytes in each, and then removed.</summary>
    public static void CreateAndRemove(Meter meter)
    {
        using (meter.Measure(Rounds * Files))
        {
            for (int round = 0; round < Rounds; round++)
            {
                for (int i = 0; i < Files; i++)
                {
                    FileDescriptor file = FileDescriptor.Open(NumberedName(i), OpenFlags.ReadWrite | OpenFlags.Create).OrFail("open"u8);
                    file.WriteAll(s_content).OrFail("write"u8);
                    file.Close();
                }
                for (int i = 0; i < Files; i++)
                    FileSystem.Remove(NumberedName(i)).OrFail("unlink"u8);
            }
        }
    }

    public static void MakeAndRemoveDirectory(Meter meter)
    {
        using (meter.Measure(Rounds * Files))
        {
            for (int i = 0; i < Rounds * Files; i++)
            {
                FileSystem.MakeDirectory("bench.dir"u8).OrFail("mkdir"u8);
                FileSystem.Remove("bench.dir"u8).OrFail("unlink"u8);
            }
        }
    }

    public static void Rename(Meter meter)
    {
        using TemporaryFile _ = new("bench.file"u8);
        using (meter.Measure(2 * Files))
        {
            for (int i = 0; i < Files; i++)
            {
                FileSystem.Rename("bench.file"u8, "renamed"u8).OrFail("rename"u8);
                FileSystem.Rename("renamed"u8, "bench.file"u8).OrFail("rename"u8);
            }
        }
    }

    private static void OpenAndClose(Meter meter, ReadOnlySpan<byte> path)
    {
        using (meter.Measure(Opens))
        {
            for (int i = 0; i < Opens; i++)
                FileDescriptor.Open(path).OrFail("open"u8).Close();
        }
    }

    /// <summary>Valid until the next call.</summary>
    private static ReadOnlySpan<byte> NumberedName(int number)
    {
        s_name.Clear();
        s_name.Write($"file{number}");
        return s_name.Span;
    }

    /// <summary>A directory with a thousand names, all of one file, that is the current one meanwhile.</summary>
    private readonly ref struct LargeDirectory
    {
        public const int Count = 1000;

        public LargeDirectory()
        {
            FileSystem.MakeDirectory("bench.dir"u8).OrFail("mkdir"u8);
            FileSystem.ChangeDirectory("bench.dir"u8).OrFail("chdir"u8);
            FileDescriptor.Open("file"u8, OpenFlags.Create).OrFail("open"u8).Close();
            for (int i = 0; i < Count; i++)
                FileSystem.Link("file"u8, NumberedName(i)).OrFail("link"u8);
        }

        public ReadOnlySpan<byte> LastName => NumberedName(Count - 1);

        public void Dispose()
        {
            for (int i = 0; i < Count; i++)
                FileSystem.Remove(NumberedName(i)).OrFail("unlink"u8);
            FileSystem.Remove("file"u8).OrFail("unlink"u8);
            FileSystem.ChangeDirectory(".."u8).OrFail("chdir"u8);
            FileSystem.Remove("bench.dir"u8).OrFail("unlink"u8);
        }
    }
}
