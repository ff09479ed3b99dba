// Names: links, directories, renaming, symbolic links; one process, then many with the same names.

namespace Xv6.MachinePrograms.Suite;

internal static class NameChecks
{
    private const int Workers = 6;

    public static void LinksAreCounted()
    {
        TestFile.Make("one"u8);
        Check.Succeeded(FileSystem.Link("one"u8, "two"u8));
        Check.Failed(ErrorNumber.FileExists, FileSystem.Link("one"u8, "two"u8));
        Check.Failed(ErrorNumber.FileExists, FileSystem.Link("one"u8, "one"u8));
        Check.Failed(ErrorNumber.NoSuchFile, FileSystem.Link("missing"u8, "three"u8));
        FileStatus one = Check.Value(FileSystem.GetStatus("one"u8)), two = Check.Value(FileSystem.GetStatus("two"u8));
        Check.That(one.InodeNumber == two.InodeNumber && one.LinkCount == 2);
        Check.Succeeded(FileSystem.Remove("one"u8));
        Check.Same(1, Check.Value(FileSystem.GetStatus("two"u8)).LinkCount);
        Check.Failed(ErrorNumber.NotPermitted, FileSystem.Link("."u8, "directory"u8));
    }

    public static void DirectoriesAreCounted()
    {
        Check.Succeeded(FileSystem.MakeDirectory("top"u8));
        Check.Succeeded(FileSystem.MakeDirectory("top/one"u8));
        Check.Succeeded(FileSystem.MakeDirectory("top/two"u8));
        Check.Failed(ErrorNumber.FileExists, FileSystem.MakeDirectory("top/one"u8));
        Check.Failed(ErrorNumber.FileExists, FileSystem.MakeDirectory("/"u8));
        Check.Failed(ErrorNumber.FileExists, FileSystem.MakeDirectory("top/."u8));
        short links = Check.Value(FileSystem.GetStatus("top"u8)).LinkCount;
        Check.Failed(ErrorNumber.DirectoryNotEmpty, FileSystem.Remove("top"u8));
        Check.Succeeded(FileSystem.Remove("top/one"u8));
        Check.Same(links - 1, Check.Value(FileSystem.GetStatus("top"u8)).LinkCount);
        Check.Succeeded(FileSystem.Rename("top/two"u8, "two"u8));
        Check.Same(links - 2, Check.Value(FileSystem.GetStatus("top"u8)).LinkCount);
        Check.Succeeded(FileSystem.Remove("top"u8));
    }

    public static void WhatCanNotBeRemoved()
    {
        Check.Failed(ErrorNumber.Busy, FileSystem.Remove("/"u8));
        Check.Failed(ErrorNumber.InvalidArgument, FileSystem.Remove("."u8));
        Check.Failed(ErrorNumber.InvalidArgument, FileSystem.Remove(".."u8));
        Check.Failed(ErrorNumber.InvalidArgument, FileSystem.Remove("../~suite/."u8));
        Check.Failed(ErrorNumber.NoSuchFile, FileSystem.Remove("missing"u8));
    }

    public static void Renaming()
    {
        TestFile.Make("file"u8);
        Check.Succeeded(FileSystem.MakeDirectory("outer"u8));
        Check.Succeeded(FileSystem.MakeDirectory("outer/inner"u8));
        Check.Succeeded(FileSystem.Rename("file"u8, "file"u8));
        Check.Failed(ErrorNumber.InvalidArgument, FileSystem.Rename("outer"u8, "outer/inner/self"u8));
        Check.Failed(ErrorNumber.DirectoryNotEmpty, FileSystem.Rename("outer/inner"u8, "outer"u8));
        Check.Failed(ErrorNumber.IsDirectory, FileSystem.Rename("file"u8, "outer"u8));
        Check.Failed(ErrorNumber.NotDirectory, FileSystem.Rename("outer"u8, "file"u8));
        Check.Failed(ErrorNumber.InvalidArgument, FileSystem.Rename("."u8, "other"u8));
        Check.Failed(ErrorNumber.InvalidArgument, FileSystem.Rename("file"u8, "outer/.."u8));
        Check.Failed(ErrorNumber.Busy, FileSystem.Rename("/"u8, "other"u8));
        Check.Failed(ErrorNumber.Busy, FileSystem.Rename("outer"u8, "/"u8));
        Check.Succeeded(FileSystem.Rename("file"u8, "outer/inner/file"u8));
        Check.Succeeded(FileSystem.Rename("outer/inner"u8, "moved"u8));
        Check.That(FileSystem.Exists("moved/../moved/file"u8) && !FileSystem.Exists("outer/inner"u8));
        TestFile.Make("victim"u8);
        Check.Succeeded(FileSystem.Link("victim"u8, "witness"u8));
        Check.Succeeded(FileSystem.Rename("moved/file"u8, "victim"u8));
        Check.Same(1, Check.Value(FileSystem.GetStatus("witness"u8)).LinkCount);
    }

    public static void SymbolicLinks()
    {
        Span<byte> target = stackalloc byte[128];
        Check.Succeeded(FileSystem.LinkSymbolically("file"u8, "link"u8));
        Check.Failed(ErrorNumber.NoSuchFile, FileDescriptor.Open("link"u8).Error);
        Check.Same(4, Check.Value(FileSystem.ReadLink("link"u8, target)));
        Check.Same(2, Check.Value(FileSystem.ReadLink("link"u8, target[..2])));
        Check.Same(0, Check.Value(FileSystem.ReadLink("link"u8, [])));
        TestFile.Make("link"u8);
        Check.That(FileSystem.Exists("file"u8), "creating through a link makes its target");
        Check.Failed(ErrorNumber.InvalidArgument, FileSystem.ReadLink("file"u8, target).Error);
        Check.Same((int)FileType.SymbolicLink, (int)Check.Value(FileSystem.GetLinkStatus("link"u8)).Type);
        Check.Failed(ErrorNumber.FileExists, FileSystem.LinkSymbolically("other"u8, "link"u8));
        Check.Failed(ErrorNumber.NoSuchFile, FileSystem.LinkSymbolically(""u8, "empty"u8));
        Check.Succeeded(FileSystem.Remove("link"u8));
        Check.That(FileSystem.Exists("file"u8));
        Span<byte> name = stackalloc byte[2];
        Check.Succeeded(FileSystem.LinkSymbolically("file"u8, "l0"u8));
        for (int i = 1; i <= 10; i++)
        {
            ReadOnlySpan<byte> before = [(byte)'l', (byte)('0' + i - 1)];
            name[0] = (byte)'l';
            name[1] = (byte)('0' + i);
            Check.Succeeded(FileSystem.LinkSymbolically(before, name));
        }
        Check.Value(FileDescriptor.Open("l9"u8));
        Check.Failed(ErrorNumber.TooManySymbolicLinks, FileDescriptor.Open(name).Error);
    }

    public static void LongNamesAreCut()
    {
        TestFile.Make("fourteen-bytesX"u8);
        Check.That(FileSystem.Exists("fourteen-bytes"u8) && FileSystem.Exists("fourteen-bytesYZ"u8));
        Check.Failed(ErrorNumber.FileExists, FileSystem.MakeDirectory("fourteen-bytes-and-more"u8));
    }

    /// <summary>Of all that make one name at once, one does; of all that remove it, one.</summary>
    public static void OneMakesAndOneRemoves()
    {
        Pipe wins = Check.Value(Pipe.Create());
        for (int round = 0; round < 20; round++)
        {
            int kind = round % 4;
            TestFile.Make("source"u8);
            CountSuccesses(wins, () => Make(kind));
            CountSuccesses(wins, () => FileSystem.Remove("target"u8));
            Check.That(!FileSystem.Exists("target"u8));
        }
    }

    /// <summary>Everybody opens a new file of one name: there is one, and all have it.</summary>
    public static void AllCreateOneFile()
    {
        for (int round = 0; round < 10; round++)
        {
            Child.StartMany(Workers, worker => Check.Same(1, Check.Value(TestFile.Open("file"u8).Write([(byte)worker]))));
            Child.ExpectAll(Workers);
            FileStatus status = Check.Value(FileSystem.GetStatus("file"u8));
            Check.That(status is { LinkCount: 1, Size: 1 });
            Check.Succeeded(FileSystem.Remove("file"u8));
        }
    }

    /// <summary>A file that is renamed all the time is there under one of its names, with its content.</summary>
    public static void RenamingLosesNothing()
    {
        TestFile.Make("a"u8);
        Check.Succeeded(FileSystem.MakeDirectory("directory"u8));
        Child.StartMany(Workers, worker =>
        {
            for (int i = 0; i < 40; i++)
            {
                ReadOnlySpan<byte> from = i % 2 == 0 ? "a"u8 : "directory/b"u8, to = i % 2 == 0 ? "directory/b"u8 : "a"u8;
                ErrorNumber error = FileSystem.Rename(from, to);
                Check.That(error is ErrorNumber.None or ErrorNumber.NoSuchFile);
            }
        });
        Child.ExpectAll(Workers);
        FileStatus status = Check.Value(FileSystem.GetStatus(FileSystem.Exists("a"u8) ? "a"u8 : "directory/b"u8));
        Check.That(status is { LinkCount: 1, Size: 16 });
    }

    /// <summary>Directories that processes move into each other never become a circle, and none gets lost.</summary>
    public static void MovingDirectoriesMakesNoCircle()
    {
        Check.Succeeded(FileSystem.MakeDirectory("a"u8));
        Check.Succeeded(FileSystem.MakeDirectory("b"u8));
        Child.StartMany(2, worker =>
        {
            for (int i = 0; i < 60; i++)
            {
                FileSystem.Rename(worker == 0 ? "a"u8 : "b"u8, worker == 0 ? "b/a"u8 : "a/b"u8);
                FileSystem.Rename(worker == 0 ? "b/a"u8 : "a/b"u8, worker == 0 ? "a"u8 : "b"u8);
            }
        });
        Child.ExpectAll(2);
        Check.That(FileSystem.IsDirectory("a"u8) && FileSystem.IsDirectory("b"u8));
    }

    /// <summary>Files are made in a directory while others try to remove it: it goes only when it is empty.</summary>
    public static void ADirectoryGoesOnlyWhenItIsEmpty()
    {
        Child.StartMany(Workers, worker =>
        {
            Utf8StringBuilder name = new();
            name.Write($"directory/{worker}");
            for (int i = 0; i < 60; i++)
            {
                FileSystem.MakeDirectory("directory"u8);
                if (!FileDescriptor.Open(name.Span, OpenFlags.Create).Try(out FileDescriptor file, out ErrorNumber error))
                {
                    Check.Failed(ErrorNumber.NoSuchFile, error);
                    continue;
                }
                Check.Failed(ErrorNumber.DirectoryNotEmpty, FileSystem.Remove("directory"u8));
                Check.Succeeded(file.Close());
                Check.Succeeded(FileSystem.Remove(name.Span));
                FileSystem.Remove("directory"u8);
            }
        });
        Child.ExpectAll(Workers);
    }

    /// <summary>Readers of a directory in which others make and remove names see whole entries, and those that stay.</summary>
    public static void ReadingADirectoryThatChanges()
    {
        TestFile.Make("stays"u8);
        int changing = Child.Start(() => Child.StartMany(3, worker =>
        {
            Utf8StringBuilder name = new();
            for (int i = 0; ; i++)
            {
                name.Clear();
                name.Write($"name{worker}{i % 10}");
                FileSystem.MakeDirectory(name.Span);
                FileSystem.Remove(name.Span);
            }
        }));
        for (int i = 0; i < 60; i++)
        {
            DirectoryReader reader = Check.Value(DirectoryReader.Open("."u8));
            bool isSeen = false;
            while (reader.MoveNext())
            {
                ReadOnlySpan<byte> name = reader.Name;
                isSeen |= name.SequenceEqual("stays"u8);
                Check.That(reader.IsDotEntry || name.SequenceEqual("stays"u8) || (name.Length == 6 && name.StartsWith("name"u8)));
            }
            Check.Succeeded(reader.Close());
            Check.That(isSeen);
        }
        Child.Expect(0, changing);
    }

    private static ErrorNumber Make(int kind) => kind switch
    {
        0 => FileSystem.MakeDirectory("target"u8),
        1 => FileSystem.Link("source"u8, "target"u8),
        2 => FileSystem.LinkSymbolically("source"u8, "target"u8),
        _ => FileSystem.MakeDevice("target"u8, DeviceMajor.Null),
    };

    private static void CountSuccesses(Pipe wins, Func<ErrorNumber> act)
    {
        Child.StartMany(Workers, _ =>
        {
            if (act() == ErrorNumber.None)
                wins.Writer.Write("x"u8);
        });
        Child.ExpectAll(Workers);
        Check.Same(1, Check.Value(wins.Reader.Read(stackalloc byte[16])), "how many succeeded");
    }
}
