// Making images, and putting files into them and getting them out again.

using Xv6.Machine.Abi;

namespace Xv6.Image.Tests;

public sealed class DiskImageTests : IDisposable
{
    private readonly TemporaryFile _image = new();

    public void Dispose() => _image.Dispose();

    public static TheoryData<DiskImageOptions> Layouts => new()
    {
        new DiskImageOptions(),
        DiskImageOptions.Xv6,
        new DiskImageOptions { Size = 64 << 20, Inodes = 65536, LogBlocks = 30 },
        new DiskImageOptions { Format = ImageFormat.Classic, Size = 8193 * 1024, Inodes = 17, LogBlocks = 30 },
        new DiskImageOptions { Size = 4L << 30, Inodes = 100_000, LogBlocks = 300 },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void ANewImageIsEmptyAndClean(DiskImageOptions options)
    {
        using (DiskImage image = DiskImage.Create(_image.Path, options))
            Assert.Equal([".", ".."], image.List().Select(entry => entry.Name));
        AssertClean();
        Assert.Equal(options.Size, new FileInfo(_image.Path).Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(11 * 1024)]
    [InlineData(12 * 1024 + 1)]
    [InlineData(200_000)]
    [InlineData(267 * 1024 + 5)]
    [InlineData(3_000_000)]
    public void AFileComesBackAsItWasPut(int size)
    {
        byte[] content = Content(size);
        using (DiskImage image = DiskImage.Create(_image.Path))
        {
            image.Put("file", content);
            Assert.Equal(content, image.Read("file"));
        }
        AssertClean();
        using (DiskImage image = DiskImage.Open(_image.Path, readOnly: true))
        {
            Assert.Equal(content, image.Read("/file"));
            ImageEntry entry = image.List().Single(entry => entry.Name == "file");
            Assert.Equal((FileType.File, 1, (long)size), (entry.Type, entry.Links, entry.Size));
        }
    }

    [Fact]
    public void ALargestFileFits()
    {
        byte[] content = Content(65803 * 1024);
        using (DiskImage image = DiskImage.Create(_image.Path))
        {
            image.Put("large", content);
            Assert.True(content.AsSpan().SequenceEqual(image.Read("large")));
            ImageException error = Assert.Throws<ImageException>(() => image.Put("large", [.. content, 1]));
            Assert.Contains("at most 67382272 bytes", error.Message);
            Assert.DoesNotContain(image.List(), entry => entry.Name == "large");
        }
        AssertClean();
    }

    [Fact]
    public void PuttingReplacesTheContent()
    {
        using (DiskImage image = DiskImage.Create(_image.Path, DiskImageOptions.Xv6))
        {
            image.Put("file", Content(200_000));
            image.Put("file", "short"u8);
            Assert.Equal("short"u8, image.Read("file"));
        }
        AssertClean();
    }

    [Fact]
    public void DirectoriesDevicesAndLinks()
    {
        using (DiskImage image = DiskImage.Create(_image.Path))
        {
            image.MakeDirectory("a");
            image.MakeDirectory("a/b");
            image.Put("a/b/c", "text"u8);
            image.MakeDevice("console", 1, 7);
            image.MakeSymbolicLink("a/b", "link");
            Assert.Equal("text"u8, image.Read("link/c"));
            ImageEntry console = image.List().Single(entry => entry.Name == "console");
            Assert.Equal((FileType.Device, 1, 7), (console.Type, console.Major, console.Minor));
            Assert.Equal(2, image.List().Single(entry => entry.Name == "a").Links);
            Assert.Throws<ImageException>(() => image.Remove("a/b"));
            image.Remove("a/b/c");
            image.Remove("a/b");
            image.Remove("a");
            image.Remove("link");
        }
        AssertClean();
    }

    [Fact]
    public void ManyFilesFillDirectoryBlocks()
    {
        using (DiskImage image = DiskImage.Create(_image.Path))
        {
            for (int i = 0; i < 500; i++)
                image.Put($"file{i}", Content(i * 7));
            for (int i = 0; i < 500; i += 3)
                image.Remove($"file{i}");
        }
        AssertClean();
        using (DiskImage image = DiskImage.Open(_image.Path))
        {
            Assert.Equal(2 + 500 - 167, image.List().Count);
            Assert.Equal(Content(499 * 7), image.Read("file499"));
        }
    }

    [Fact]
    public void ReadOnlyMeansThatTheImageStaysAsItIs()
    {
        // With a log to replay, that happens in memory.
        using (DiskImage image = DiskImage.Create(_image.Path))
            image.Put("file", "text"u8);
        byte[] bytes = File.ReadAllBytes(_image.Path);
        BitConverter.TryWriteBytes(bytes.AsSpan(2 * 1024), 1);
        BitConverter.TryWriteBytes(bytes.AsSpan(2 * 1024 + 4), 131_000);
        File.WriteAllBytes(_image.Path, bytes);
        using (DiskImage image = DiskImage.Open(_image.Path, readOnly: true))
        {
            Assert.Equal("text"u8, image.Read("file"));
            image.Remove("file");
        }
        Assert.Equal(bytes, File.ReadAllBytes(_image.Path));
    }

    [Fact]
    public void WhatCannotBeDoneIsSaid()
    {
        using DiskImage image = DiskImage.Create(_image.Path, DiskImageOptions.Xv6);
        AssertFails(() => image.Read("missing"), "missing: there is no such file in the image");
        AssertFails(() => image.Read("/"), "is a directory");
        AssertFails(() => image.Put("/", "x"u8), "is a directory");
        AssertFails(() => image.Put("/tmp/nowhere/file", "file"), "/tmp/nowhere/file");
        AssertFails(() => image.Put("big", Content(300_000)), "at most 274432 bytes");
        AssertFails(() => image.Read("big"), "there is no such file");
        image.Put("small", "x"u8);
        AssertFails(() => image.MakeDirectory("small"), "exists already");
        AssertFails(() => image.List("small"), "is not a directory");
        image.MakeDevice("console", 1, 0);
        AssertFails(() => image.Put("console", "x"u8), "is a device");
    }

    [Fact]
    public void FilesThatAreNoImagesAreRefused()
    {
        File.WriteAllText(_image.Path, "nothing");
        AssertFails(() => DiskImage.Open(_image.Path), "is not an xv6 disk image: it is too short");
        File.WriteAllBytes(_image.Path, Content(100_000));
        AssertFails(() => DiskImage.Open(_image.Path), "is not an xv6 disk image: superblock: magic is");
        AssertFails(() => ImageChecker.Check(_image.Path), "is not an xv6 disk image");
        AssertFails(() => DiskImage.Open(_image.Path + ".missing"), ".missing");
        AssertFails(() => DiskImage.Create(_image.Path, new DiskImageOptions { Size = 1000 }), "multiple of 1024");
        AssertFails(() => DiskImage.Create(_image.Path, new DiskImageOptions { Size = 100 * 1024 }), "has no room");
        AssertFails(() => DiskImage.Create(_image.Path, new DiskImageOptions { LogBlocks = 5 }), "at least 16");
    }

    private static byte[] Content(int size)
    {
        byte[] content = new byte[size];
        new Random(size).NextBytes(content);
        return content;
    }

    private static void AssertFails(Action action, string message)
        => Assert.Contains(message, Assert.Throws<ImageException>(action).Message);

    private void AssertClean() => Assert.Empty(ImageChecker.Check(_image.Path).Problems);
}
