// Reading, writing, seeking, truncating: regular files.

using Xv6.Image;
using Xv6.Kernel.Files.Tests.Support;
using Xv6.Kernel.Foundation;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files.Tests;

public sealed class FileTests
{
    [Fact]
    public void WhatWasWrittenIsReadAfterARemount()
    {
        TestSystem system = TestSystem.Start();
        byte[] content = Pattern(100_000);
        system.WriteFile("file", content);
        Assert.Equal(content, system.ReadFile("file"));
        system.Finish();
        system = TestSystem.Mount(system.Disk);
        Assert.Equal(content, system.ReadFile("/file"));
        Assert.Equal(100_000u, system.Stat("file").Size);
        system.Finish();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    [InlineData(1024)]
    [InlineData(4096)]
    [InlineData(5000)]
    public void PiecesOfAnySizeMakeTheSameFile(int piece)
    {
        TestSystem system = TestSystem.Start();
        byte[] content = Pattern(piece == 1 ? 5000 : 30_000);
        OpenFile file = system.Open("file", OpenFlags.Create | OpenFlags.ReadWrite);
        for (int offset = 0; offset < content.Length; offset += piece)
        {
            byte[] part = content[offset..Math.Min(content.Length, offset + piece)];
            Assert.Equal(part.Length, TestSystem.Write(file, part).Value);
        }
        file.Seek(0, SeekOrigin.Start);
        for (int offset = 0; offset < content.Length; offset += piece)
            Assert.Equal(content[offset..Math.Min(content.Length, offset + piece)], TestSystem.Read(file, piece));
        Assert.Empty(TestSystem.Read(file, piece));
        file.Release();
        system.Finish();
    }

    [Fact]
    public void OverwritingInTheMiddleKeepsTheRest()
    {
        TestSystem system = TestSystem.Start();
        byte[] content = Pattern(20_000);
        system.WriteFile("file", content);
        Assert.Equal(ErrorNumber.None, system.FileSystem.Sync());
        OpenFile file = system.Open("file", OpenFlags.ReadWrite);
        file.Seek(5000, SeekOrigin.Start);
        TestSystem.Write(file, new byte[3000]);
        file.Release();
        content.AsSpan(5000, 3000).Clear();
        Assert.Equal(content, system.ReadFile("file"));
        system.Finish();
        Assert.Equal(content, TestSystem.Mount(system.Disk).ReadFile("file"));
    }

    [Fact]
    public void AGapReadsAsZerosAndTakesNoSpace()
    {
        TestSystem system = TestSystem.Start();
        OpenFile file = system.Open("file", OpenFlags.Create | OpenFlags.ReadWrite);
        TestSystem.Write(file, Pattern(100));
        file.Seek(1_500_000, SeekOrigin.Start);
        Assert.Equal(100, TestSystem.Write(file, Pattern(100)).Value);
        file.Release();
        byte[] expected = new byte[1_500_100];
        Pattern(100).CopyTo(expected, 0);
        Pattern(100).CopyTo(expected, 1_500_000);
        Assert.Equal(expected, system.ReadFile("file"));
        system.Finish();
        Assert.Equal(expected, TestSystem.Mount(system.Disk).ReadFile("file"));
    }

    [Fact]
    public void TruncationCutsAndExtends()
    {
        TestSystem system = TestSystem.Start();
        byte[] content = Pattern(50_000);
        system.WriteFile("file", content);
        foreach (int size in new[] { 49_999, 45_056, 30_001, 13_312, 5000, 12_000, 1024, 1, 70_000, 0, 10 })
        {
            OpenFile file = system.Open("file", OpenFlags.ReadWrite);
            Assert.Equal(ErrorNumber.None, file.Truncate((ulong)size));
            file.Release();
            Array.Resize(ref content, size);
            Assert.Equal(content, system.ReadFile("file"));
            if (size % 2 == 0)
                Assert.Equal(ErrorNumber.None, system.FileSystem.Sync());
        }
        system.Finish();
        Assert.Equal(content, TestSystem.Mount(system.Disk).ReadFile("file"));
    }

    [Fact]
    public void ALargeFileUsesAllLevelsAndFreesThemAgain()
    {
        var options = new DiskImageOptions { Size = 70L << 20, Inodes = 64 };
        TestSystem system = TestSystem.Start(options, 256ul << 20);
        byte[] content = Pattern(65_803 * 1024);
        system.WriteFile("large", content);
        OpenFile file = system.Open("large", OpenFlags.ReadWrite);
        file.Seek(0, SeekOrigin.End);
        Assert.Equal(ErrorNumber.FileTooLarge, TestSystem.Write(file, [1]).Error);
        file.Release();
        Assert.True(content.AsSpan().SequenceEqual(system.ReadFile("large")));
        system.FileSystem.Sync();
        Assert.Equal(ErrorNumber.None, system.Unlink("large"));
        system.Finish();
    }

    [Fact]
    public void AClassicFileEndsAt268Blocks()
    {
        TestSystem system = TestSystem.Start(DiskImageOptions.Xv6);
        OpenFile file = system.Open("file", OpenFlags.Create | OpenFlags.ReadWrite);
        Assert.Equal(268 * 1024, TestSystem.Write(file, Pattern(300 * 1024)).Value);
        Assert.Equal(ErrorNumber.FileTooLarge, TestSystem.Write(file, [1]).Error);
        file.Release();
        Assert.Equal(Pattern(300 * 1024)[..(268 * 1024)], system.ReadFile("file"));
        system.Finish();
    }

    [Fact]
    public void OpenCountsOnlyForWhatItAllows()
    {
        TestSystem system = TestSystem.Start();
        OpenFile readOnly = system.Open("file", OpenFlags.Create);
        Assert.Equal(ErrorNumber.BadDescriptor, TestSystem.Write(readOnly, [1]).Error);
        readOnly.Release();
        OpenFile writeOnly = system.Open("file", OpenFlags.WriteOnly);
        var buffer = new IoBuffer(new byte[1]);
        Assert.Equal(ErrorNumber.BadDescriptor, writeOnly.Read(ref buffer).Error);
        Assert.Equal(ErrorNumber.None, writeOnly.Sync());
        Assert.Equal(ErrorNumber.InvalidArgument, writeOnly.Seek(-1, SeekOrigin.Start).Error);
        writeOnly.Release();
        system.Finish();
    }

    [Fact]
    public void AnUnlinkedFileLivesUntilItIsClosed()
    {
        TestSystem system = TestSystem.Start();
        OpenFile file = system.Open("file", OpenFlags.Create | OpenFlags.ReadWrite);
        Assert.Equal(ErrorNumber.None, system.Unlink("file"));
        Assert.Equal(ErrorNumber.NoSuchFile, system.TryOpen("file"));
        TestSystem.Write(file, Pattern(9000));
        file.Seek(0, SeekOrigin.Start);
        Assert.Equal(Pattern(9000), TestSystem.Read(file, 10_000));
        file.Stat(out FileStatus status);
        Assert.Equal(0, status.LinkCount);
        file.Release();
        system.Finish();
    }

    [Fact]
    public void FilesLargerThanMemoryComeAndGoThroughTheCache()
    {
        TestSystem system = TestSystem.Start(new DiskImageOptions { Size = 48L << 20, Inodes = 64 }, 8ul << 20);
        byte[] content = Pattern(20 << 20);
        system.WriteFile("file", content);
        Assert.True(content.AsSpan().SequenceEqual(system.ReadFile("file")));
        system.Finish();
    }

    [Fact]
    public void ReadingAheadMakesFewRequests()
    {
        TestSystem system = TestSystem.Start();
        system.WriteFile("file", Pattern(1 << 20));
        system.Finish();
        system = TestSystem.Mount(system.Disk);
        int before = system.Disk.Reads;
        system.ReadFile("file");
        Assert.InRange(system.Disk.Reads - before, 1, 30);
    }

    private static byte[] Pattern(int size)
    {
        byte[] content = new byte[size];
        new Random(1).NextBytes(content);
        return content;
    }
}
