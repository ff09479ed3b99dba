// Paths, directories, links: what open, link, unlink, mkdir, symlink, rename and getcwd do with names.

using Xv6.Image;
using Xv6.Kernel.Files.Tests.Support;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files.Tests;

public sealed class NamingTests
{
    private readonly TestSystem _system = TestSystem.Start();

    [Fact]
    public void PathsAreAbsoluteOrRelativeAndIgnoreSurplusSlashes()
    {
        Ok(_system.MakeDirectory("a"));
        Ok(_system.MakeDirectory("/a/b"));
        _system.WriteFile("a/b/c", [1]);
        foreach (string path in new[] { "a/b/c", "/a/b/c", "//a///b//c", "a/./b/../b/c", "../a/b/c", "/../../a/b/c", "a/b/c/" })
            Assert.Equal([1], _system.ReadFile(path));
        Fails(ErrorNumber.NotDirectory, _system.TryOpen("a/b/c/d"));
        Fails(ErrorNumber.NoSuchFile, _system.TryOpen("a/x/c"));
        Fails(ErrorNumber.NoSuchFile, _system.TryOpen(""));
        Fails(ErrorNumber.NameTooLong, _system.TryOpen(new string('x', 128)));
        Ok(_system.TryOpen(string.Concat(Enumerable.Repeat("./", 60)) + "a/b/c"));
        Assert.Equal("/a/b", _system.PathOf("a/b"));
        Assert.Equal("/", _system.PathOf("a/b/../.."));
        _system.Finish();
    }

    [Fact]
    public void NamesAreCutTo14Bytes()
    {
        _system.WriteFile("12345678901234567890", [1]);
        Assert.Equal([1], _system.ReadFile("12345678901234"));
        Assert.Equal([1], _system.ReadFile("12345678901234xyz"));
        Fails(ErrorNumber.NoSuchFile, _system.TryOpen("1234567890123"));
        Ok(_system.Unlink("12345678901234ab"));
        _system.Finish();
    }

    [Fact]
    public void NewFilesTakeTheLowestFreeInode()
    {
        for (int i = 0; i < 200; i++)
            _system.WriteFile($"f{i}", [1]);
        uint early = _system.Stat("f20").InodeNumber;
        uint late = _system.Stat("f180").InodeNumber;
        Ok(_system.Unlink("f180"));
        Ok(_system.Unlink("f20"));
        foreach ((string name, uint expected) in new[] { ("a", early), ("b", late) })
        {
            _system.WriteFile(name, [1]);
            Assert.Equal(expected, _system.Stat(name).InodeNumber);
        }
        _system.Finish();
    }

    [Fact]
    public void OpenFlagsMeanWhatTheInterfaceSays()
    {
        Ok(_system.MakeDirectory("dir"));
        Ok(_system.TryOpen("dir"));
        Fails(ErrorNumber.IsDirectory, _system.TryOpen("dir", OpenFlags.WriteOnly));
        Fails(ErrorNumber.IsDirectory, _system.TryOpen("dir", OpenFlags.ReadWrite));
        Fails(ErrorNumber.IsDirectory, _system.TryOpen("dir", OpenFlags.Create));
        Fails(ErrorNumber.IsDirectory, _system.TryOpen("dir", OpenFlags.Truncate));
        Fails(ErrorNumber.IsDirectory, _system.TryOpen("/", OpenFlags.Create));
        Fails(ErrorNumber.IsDirectory, _system.TryOpen("dir/..", OpenFlags.Create));
        Fails(ErrorNumber.NoSuchFile, _system.TryOpen("dir/none/file", OpenFlags.Create));
        Fails(ErrorNumber.NoSuchFile, _system.TryOpen("file"));
        _system.WriteFile("file", [1, 2, 3]);
        Ok(_system.TryOpen("file", OpenFlags.Create | OpenFlags.ReadWrite));
        Assert.Equal([1, 2, 3], _system.ReadFile("file"));
        Ok(_system.TryOpen("file", OpenFlags.Truncate));
        Assert.Empty(_system.ReadFile("file"));
        Fails(ErrorNumber.NotDirectory, _system.TryOpen("file/x", OpenFlags.Create));
        Ok(_system.MakeDevice("device", 3));
        Ok(_system.TryOpen("device", OpenFlags.ReadWrite));
        Ok(_system.MakeDevice("bad", 99));
        Fails(ErrorNumber.NoSuchDeviceOrAddress, _system.TryOpen("bad"));
        _system.Finish();
    }

    [Fact]
    public void LinksShareTheFile()
    {
        _system.WriteFile("one", [1]);
        Ok(_system.Link("one", "two"));
        Assert.Equal(_system.Stat("one").InodeNumber, _system.Stat("two").InodeNumber);
        Assert.Equal(2, _system.Stat("one").LinkCount);
        Fails(ErrorNumber.FileExists, _system.Link("one", "two"));
        Fails(ErrorNumber.NoSuchFile, _system.Link("none", "three"));
        Ok(_system.MakeDirectory("dir"));
        Fails(ErrorNumber.NotPermitted, _system.Link("dir", "three"));
        Fails(ErrorNumber.NoSuchFile, _system.Link("one", "none/three"));
        Ok(_system.Unlink("one"));
        Assert.Equal([1], _system.ReadFile("two"));
        Assert.Equal(1, _system.Stat("two").LinkCount);
        _system.Finish();
    }

    [Fact]
    public void UnlinkRefusesWhatItMust()
    {
        Ok(_system.MakeDirectory("dir"));
        _system.WriteFile("dir/file", [1]);
        Fails(ErrorNumber.DirectoryNotEmpty, _system.Unlink("dir"));
        Fails(ErrorNumber.InvalidArgument, _system.Unlink("dir/."));
        Fails(ErrorNumber.InvalidArgument, _system.Unlink("dir/.."));
        Fails(ErrorNumber.Busy, _system.Unlink("/"));
        Fails(ErrorNumber.NoSuchFile, _system.Unlink("dir/none"));
        Ok(_system.Unlink("dir/file"));
        Ok(_system.Unlink("dir"));
        Fails(ErrorNumber.NoSuchFile, _system.TryOpen("dir"));
        Assert.Equal(1, _system.Stat("/").LinkCount);
        _system.Finish();
    }

    [Fact]
    public void NothingIsMadeInARemovedDirectory()
    {
        Ok(_system.MakeDirectory("dir"));
        Inode directory = _system.FileSystem.Resolve(_system.Root, "dir"u8).Value;
        Ok(_system.Unlink("dir"));
        Fails(ErrorNumber.NoSuchFile, _system.FileSystem.Open(directory, "file"u8, OpenFlags.Create).Error);
        Fails(ErrorNumber.NoSuchFile, _system.FileSystem.MakeDirectory(directory, "sub"u8));
        Assert.Equal(ErrorNumber.NoSuchFile, _system.FileSystem.GetPath(directory, new byte[100]).Error);
        Result(_system.FileSystem.Resolve(directory, ".."u8)).Release();
        directory.Release();
        _system.Finish();
    }

    [Fact]
    public void SymbolicLinksAreFollowedUpToTenTimes()
    {
        Ok(_system.MakeDirectory("dir"));
        _system.WriteFile("dir/file", [1]);
        Ok(_system.MakeLink("dir/file", "absolute"));
        Ok(_system.MakeLink("file", "dir/relative"));
        Ok(_system.MakeLink("/dir", "directory"));
        Ok(_system.MakeLink("nowhere", "dangling"));
        Assert.Equal([1], _system.ReadFile("absolute"));
        Assert.Equal([1], _system.ReadFile("dir/relative"));
        Assert.Equal([1], _system.ReadFile("directory/relative"));
        Fails(ErrorNumber.NoSuchFile, _system.TryOpen("dangling"));
        Assert.Equal(FileType.SymbolicLink, _system.Stat("dangling").Type);
        for (int i = 1; i <= 11; i++)
            Ok(_system.MakeLink(i == 1 ? "dir/file" : $"link{i - 1}", $"link{i}"));
        Ok(_system.TryOpen("link10"));
        Fails(ErrorNumber.TooManySymbolicLinks, _system.TryOpen("link11"));
        Ok(_system.MakeLink("loop2", "loop1"));
        Ok(_system.MakeLink("loop1", "loop2"));
        Fails(ErrorNumber.TooManySymbolicLinks, _system.TryOpen("loop1"));
        Fails(ErrorNumber.FileExists, _system.MakeLink("x", "loop1"));
        _system.WriteFile("dangling", [2]);
        Assert.Equal([2], _system.ReadFile("nowhere"));
        Ok(_system.Unlink("absolute"));
        Assert.Equal([1], _system.ReadFile("dir/file"));
        Ok(_system.Link("dangling", "dangling2"));
        Assert.Equal(FileType.SymbolicLink, _system.Stat("dangling2").Type);
        _system.Finish();
    }

    [Fact]
    public void RenameMovesAndReplaces()
    {
        Ok(_system.MakeDirectory("a"));
        Ok(_system.MakeDirectory("a/b"));
        Ok(_system.MakeDirectory("c"));
        _system.WriteFile("a/file", [1]);
        _system.WriteFile("other", [2]);
        Ok(_system.Rename("a/file", "c/renamed"));
        Ok(_system.Rename("c/renamed", "other"));
        Assert.Equal([1], _system.ReadFile("other"));
        Ok(_system.Rename("other", "other"));
        Fails(ErrorNumber.InvalidArgument, _system.Rename("a", "a/b/inside"));
        Fails(ErrorNumber.InvalidArgument, _system.Rename("a", "a/x"));
        Fails(ErrorNumber.DirectoryNotEmpty, _system.Rename("c", "a"));
        Fails(ErrorNumber.DirectoryNotEmpty, _system.Rename("a/b", "a"));
        Fails(ErrorNumber.IsDirectory, _system.Rename("other", "c"));
        Fails(ErrorNumber.NotDirectory, _system.Rename("c", "other"));
        Fails(ErrorNumber.NoSuchFile, _system.Rename("none", "x"));
        Fails(ErrorNumber.InvalidArgument, _system.Rename("a/.", "x"));
        Ok(_system.Rename("a/b", "c/moved"));
        Assert.Equal("/c/moved", _system.PathOf("c/moved"));
        Ok(_system.Rename("a", "c/moved"));
        Assert.Equal("/c/moved", _system.PathOf("c/moved"));
        Assert.Equal(2, _system.Stat("c").LinkCount);
        _system.Finish();
    }

    [Fact]
    public void DirectoriesReadAsEntries()
    {
        _system.WriteFile("file", [1]);
        byte[] content = _system.ReadFile("/");
        Assert.Equal(3 * DirectoryEntry.Size, content.Length);
        Assert.Equal([1, 0, (byte)'.', 0], content[..4]);
        Assert.Equal((byte)'f', content[2 * DirectoryEntry.Size + 2]);
        _system.Finish();
    }

    [Fact]
    public void FreeEntriesAreUsedAgain()
    {
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < 150; i++)
                _system.WriteFile($"file{i}", [(byte)i]);
            for (int i = 149; i >= 0; i--)
                Ok(_system.Unlink($"file{i}"));
        }
        Assert.Equal(152ul * DirectoryEntry.Size, _system.Stat("/").Size);
        _system.Finish();
    }

    [Fact]
    public void ADirectoryThatTakesTheNumberOfAnotherHasItsOwnNames()
    {
        for (int i = 0; i < 20; i++)
        {
            Ok(_system.MakeDirectory("outer"));
            Ok(_system.MakeDirectory(i % 2 == 0 ? "outer/x" : "x"));
            string directory = i % 2 == 0 ? "outer/x" : "x";
            Assert.Equal("/" + directory, _system.PathOf(directory));
            _system.WriteFile(directory + "/f", [(byte)i]);
            Ok(_system.Unlink(directory + "/f"));
            Fails(ErrorNumber.NoSuchFile, _system.TryOpen(directory + "/f"));
            Ok(_system.Unlink(directory));
            Ok(_system.Unlink("outer"));
        }
        _system.Finish();
    }

    [Fact]
    public void TheClassicFormatDoesAllThisToo()
    {
        TestSystem classic = TestSystem.Start(DiskImageOptions.Xv6);
        for (int i = 0; i < 100; i++)
            classic.WriteFile($"f{i}", new byte[i * 100]);
        Ok(classic.MakeDirectory("d"));
        for (int i = 0; i < 100; i += 2)
            Ok(classic.Rename($"f{i}", $"d/f{i}"));
        for (int i = 1; i < 100; i += 2)
            Ok(classic.Unlink($"f{i}"));
        classic.Finish();
    }

    private static void Ok(ErrorNumber error) => Assert.Equal(ErrorNumber.None, error);

    private static void Fails(ErrorNumber expected, ErrorNumber error) => Assert.Equal(expected, error);

    private static Inode Result(Foundation.Result<Inode> result)
    {
        Assert.Equal(ErrorNumber.None, result.Error);
        return result.Value;
    }
}
