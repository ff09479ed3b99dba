// The checker passes sound images and names each kind of damage.

using System.Runtime.InteropServices;
using System.Text;
using Xv6.Image.Checking;
using Xv6.Kernel.Files.Format;
using Xv6.Machine.Abi;

namespace Xv6.Image.Tests;

public sealed class ImageCheckerTests : IDisposable
{
    // Boot, superblock, 30 blocks of log, 13 of inodes, 1 of bit map, data: the root directory, then the files.
    private const uint InodeStart = 32;
    private const uint BitmapStart = 45;
    private const uint DataStart = 46;

    private readonly TemporaryFile _file = new();

    public void Dispose() => _file.Dispose();

    public static TheoryData<string, Action<byte[]>> Damages => new()
    {
        { "superblock: size is 3000 blocks, but the image has only 1000", image => Word(image, 1, 4) = 3000 },
        { "superblock: the bit map starts at block 1", image => Word(image, 1, 28) = 1 },
        { "superblock: the log and the inode area overlap", image => Word(image, 1, 20) = 20 },
        { "superblock: 1000 data blocks don't fit into 1000 blocks", image => Word(image, 1, 8) = 1000 },
        { "superblock: the log has only 3 blocks", image => Word(image, 1, 16) = 3 },
        { "log: its header says that it holds 4000 blocks", image => Word(image, 2, 0) = 4000 },
        { "inode 2: type is 9, which is none of", image => Inode(image, 2).Type = (FileType)9 },
        { "inode 2: size is 1000000 bytes, but a file has at most 274432", image => Inode(image, 2).Length = 1_000_000 },
        { "inode 2: its block 0 is block 7, which is not a data block", image => Inode(image, 2).Addresses[0] = 7 },
        { "inode 2: its block 1 is block 99999, which is not a data block", image => Inode(image, 2).Addresses[1] = 99_999 },
        { "inode 3: its block 0 is block 47, which inode 2 uses too", image => Inode(image, 3).Addresses[0] = 47 },
        { "inode 2: block 47 is used twice, the second time as its block 1", image => Inode(image, 2).Addresses[1] = 47 },
        { "inode 2: link count is 5, but should be 1", image => Inode(image, 2).LinkCount = 5 },
        { "inode 4: link count is 3, but should be 1", image => Inode(image, 4).LinkCount = 3 },
        { "inode 1: link count is 1, but should be 2", image => Inode(image, 1).LinkCount = 1 },
        { "inode 2: is in use with 1 links, but no directory names it", image => Entry(image, DataStart, 2).Clear() },
        { "/two: stands for inode 2, which is free", image => Inode(image, 2) = default },
        { "/two: stands for inode 60000, but there are only 200", image => Entry(image, DataStart, 2)[0] = 60_000 },
        { "/: has the name \"two\" more than once", image => Entry(image, DataStart, 2).CopyTo(Entry(image, DataStart, 3)) },
        { "/dir: \"..\" stands for inode 2, not 1", image => Entry(image, Inode(image, 4).Addresses[0], 1)[0] = 2 },
        { "/dir: has no \".\"", image => Entry(image, Inode(image, 4).Addresses[0], 0).Clear() },
        { "/dir/link: directory 4 has another name already", image => Entry(image, Inode(image, 4).Addresses[0], 3)[0] = 4 },
        { "/dir: the name \"a/b\" of inode 5 can't be used", image => Name(image, Inode(image, 4).Addresses[0], 2, "a/b") },
        { "inode 4: is a directory of 65 bytes, which is not a multiple of 16", image => Inode(image, 4).Length = 65 },
        { "inode 4: has no block for byte 0 of its 64 bytes", image => Inode(image, 4).Addresses[0] = 0 },
        { "inode 6: is a symbolic link with a target of 200 bytes", image => Inode(image, 6).Length = 200 },
        { "inode 1: is not a directory, but should be the root", image => Inode(image, 1).Type = FileType.File },
        { "bit map: block 47 is in use, but marked as free", image => Flip(image, 47) },
        { "bit map: block 900 is marked as used, but nothing uses it", image => Flip(image, 900) },
        { "bit map: block 3 is in use, but marked as free", image => Flip(image, 3) },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void DamageIsNamed(string sentence, Action<byte[]> damage)
    {
        byte[] image = MakeImage();
        damage(image);
        CheckReport report = Check(image);
        Assert.False(report.IsClean);
        Assert.Contains(report.Problems, problem => problem.StartsWith(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void ASoundImageIsClean() => Assert.Empty(Check(MakeImage()).Problems);

    [Fact]
    public void AnImageAsXv6MakesItIsClean()
    {
        // As mkfs does: the root's size is rounded up to whole blocks, and its link count is 1.
        using (DiskImage image = DiskImage.Create(_file.Path, DiskImageOptions.Xv6))
            image.Put("README", new byte[2000]);
        byte[] bytes = File.ReadAllBytes(_file.Path);
        InodeAt(bytes, 33, 1).Length = 1024;
        Assert.Empty(Check(bytes).Problems);
        using DiskImage mounted = DiskImage.Open(_file.Path);
        Assert.Equal([".", "..", "README"], mounted.List().Select(entry => entry.Name));
    }

    [Fact]
    public void ALogIsReplayedInMemoryOnly()
    {
        // The log repairs a wrong link count.
        byte[] image = MakeImage();
        byte[] inodes = image.AsSpan((int)InodeStart * 1024, 1024).ToArray();
        Inode(image, 2).LinkCount = 7;
        Word(image, 2, 0) = 1;
        Word(image, 2, 4) = InodeStart;
        inodes.CopyTo(image, 3 * 1024);
        CheckReport report = Check(image);
        Assert.Empty(report.Problems);
        Assert.Contains(report.Notes, note => note.StartsWith("the log holds 1 blocks", StringComparison.Ordinal));
        Assert.Equal(image, File.ReadAllBytes(_file.Path));
    }

    [Fact]
    public void AnInodeThatWasOpenAtTheCrashIsOnlyNoted()
    {
        byte[] image = MakeImage();
        Entry(image, DataStart, 2).Clear();
        Inode(image, 2).LinkCount = 0;
        CheckReport report = Check(image);
        Assert.Empty(report.Problems);
        Assert.Contains(report.Notes, note => note.Contains("inode 2 has no name", StringComparison.Ordinal));
    }

    [Fact]
    public void AnyDamageIsReportedNotThrown()
    {
        byte[] image = MakeImage();
        var random = new Random(1);
        for (int round = 0; round < 300; round++)
        {
            byte[] damaged = [.. image];
            for (int i = 0; i < 10; i++)
                damaged[random.Next(2) == 0 ? 1028 + random.Next(28) : random.Next(60 * 1024)] = (byte)random.Next(256);
            Word(damaged, 1, 0) = Word(image, 1, 0);
            Check(damaged);
        }
    }

    // Inodes: 1 root, 2 /two, 3 /three, 4 /dir, 5 /dir/five, 6 /dir/link.
    private byte[] MakeImage()
    {
        var options = new DiskImageOptions { Format = ImageFormat.Classic, Size = 1000 * 1024, Inodes = 200, LogBlocks = 30 };
        using (DiskImage image = DiskImage.Create(_file.Path, options))
        {
            image.Put("two", new byte[100]);
            image.Put("three", new byte[20_000]);
            image.MakeDirectory("dir");
            image.Put("dir/five", new byte[1]);
            image.MakeSymbolicLink("/two", "dir/link");
        }
        byte[] bytes = File.ReadAllBytes(_file.Path);
        Assert.Equal(BitmapStart, Word(bytes, 1, 28));
        return bytes;
    }

    private CheckReport Check(byte[] image)
    {
        File.WriteAllBytes(_file.Path, image);
        return ImageChecker.Check(_file.Path);
    }

    private static ref uint Word(byte[] image, uint block, int offset)
        => ref MemoryMarshal.AsRef<uint>(image.AsSpan((int)block * 1024 + offset));

    private static ref DiskInode Inode(byte[] image, uint number) => ref InodeAt(image, InodeStart, number);

    private static ref DiskInode InodeAt(byte[] image, uint inodeStart, uint number)
        => ref MemoryMarshal.AsRef<DiskInode>(image.AsSpan((int)inodeStart * 1024 + (int)number * DiskInode.Size));

    private static Span<ushort> Entry(byte[] image, uint block, int index)
        => MemoryMarshal.Cast<byte, ushort>(image.AsSpan((int)block * 1024 + index * DirectoryEntry.Size, DirectoryEntry.Size));

    private static void Name(byte[] image, uint block, int index, string name)
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(Entry(image, block, index))[sizeof(ushort)..];
        bytes.Clear();
        Encoding.ASCII.GetBytes(name, bytes);
    }

    private static void Flip(byte[] image, int block) => image[BitmapStart * 1024 + block / 8] ^= (byte)(1 << (block % 8));
}
