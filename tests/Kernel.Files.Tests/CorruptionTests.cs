// Images with arbitrary damage: mounting and using them gives errors, never an exception or an endless loop.

using Xv6.Image;
using Xv6.Kernel.Files.Format;
using Xv6.Kernel.Files.Tests.Support;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files.Tests;

public sealed class CorruptionTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(0, 0xDEADBEEF)]
    [InlineData(4, 1_000_000)]
    [InlineData(4, 0)]
    [InlineData(8, 0xFFFFFFFF)]
    [InlineData(12, 0)]
    [InlineData(12, 0xFFFFFFFF)]
    [InlineData(16, 0)]
    [InlineData(16, 0xFFFFFFFF)]
    [InlineData(20, 1)]
    [InlineData(24, 2)]
    [InlineData(28, 0xFFFFFFF0)]
    public void ABrokenSuperblockIsRefused(int offset, uint value)
    {
        MemoryDisk disk = MakeDisk();
        BitConverter.TryWriteBytes(disk.Block(1)[offset..], value);
        SimulatedMachine.Start(TestSystem.DefaultMemory);
        Assert.Equal(ErrorNumber.InvalidArgument, FileSystem.Mount(disk).Error);
    }

    [Theory]
    [InlineData(255u, 100u)]
    [InlineData(1u, 0u)]
    [InlineData(1u, 3u)]
    [InlineData(2u, 99_999u)]
    [InlineData(0xFFFFFFFFu, 100u)]
    public void ABrokenLogHeaderIsRefused(uint count, uint home)
    {
        MemoryDisk disk = MakeDisk();
        BitConverter.TryWriteBytes(disk.Block(2), count);
        BitConverter.TryWriteBytes(disk.Block(2)[4..], home);
        SimulatedMachine.Start(TestSystem.DefaultMemory);
        Assert.Equal(ErrorNumber.InvalidArgument, FileSystem.Mount(disk).Error);
    }

    [Fact]
    public void AMissingRootIsRefused()
    {
        MemoryDisk disk = MakeDisk();
        disk.Block(2 + 64).Clear();
        SimulatedMachine.Start(TestSystem.DefaultMemory);
        Assert.Equal(ErrorNumber.InvalidArgument, FileSystem.Mount(disk).Error);
        Assert.Equal(ErrorNumber.InvalidArgument, FileSystem.Mount(new MemoryDisk(new byte[100])).Error);
        Assert.Equal(ErrorNumber.InvalidArgument, FileSystem.Mount(new MemoryDisk(new byte[100_000])).Error);
    }

    [Fact]
    public void WrongBlockNumbersAndInodesGiveInputOutputErrors()
    {
        TestSystem system = TestSystem.Start(MakeDisk());
        uint file = system.Stat("f3").InodeNumber;
        uint directory = system.Stat("d").InodeNumber;
        uint typeless = system.Stat("f1").InodeNumber;
        system.Finish();
        Inode(system.Disk, file).Addresses[0] = 3;
        Inode(system.Disk, directory).Addresses[0] = 0xFFFFFF;
        Inode(system.Disk, typeless).Type = (FileType)77;
        system = TestSystem.Mount(system.Disk);
        Foundation.Result<OpenFile> open = system.FileSystem.Open(system.Root, "f3"u8, OpenFlags.ReadOnly);
        var buffer = new IoBuffer(new byte[10]);
        Assert.Equal(ErrorNumber.InputOutput, open.Value.Read(ref buffer).Error);
        open.Value.Release();
        Assert.Equal(ErrorNumber.InputOutput, system.TryOpen("d/x"));
        Assert.Equal(ErrorNumber.InputOutput, system.TryOpen("f1"));
        Assert.Equal(ErrorNumber.InputOutput, system.Unlink("f1"));
        Assert.Equal(ErrorNumber.InputOutput, system.Unlink("d"));
        Assert.Equal(ErrorNumber.None, system.TryOpen("f2"));
        Assert.Equal(ErrorNumber.None, system.FileSystem.Unmount());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task RandomDamageNeverThrowsOrHangs(int seed)
    {
        byte[] image = MakeDisk().Snapshot();
        var random = new Random(seed);
        for (int round = 0; round < 150; round++)
        {
            byte[] damaged = [.. image];
            Damage(damaged, random, 1 + random.Next(12));
            int useSeed = random.Next();
            await Task.Run(() => Use(damaged, useSeed)).WaitAsync(s_patience);
        }
    }

    // Metadata is where damage is interesting: superblock, log header, inodes, bit map, directory blocks; sometimes anything.
    private static void Damage(byte[] image, Random random, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int block = random.Next(8) switch
            {
                0 => 1,
                1 => 2,
                2 => random.Next(image.Length / 1024),
                3 => 2 + 64 + 17,
                4 or 5 => 2 + 64 + 17 + 1 + random.Next(200),
                _ => 2 + 64 + random.Next(3),
            };
            int offset = block * 1024 + random.Next(block == 1 ? 32 : 1024);
            switch (random.Next(3))
            {
                case 0:
                    image[offset] = (byte)random.Next(256);
                    break;
                case 1:
                    image[offset] ^= (byte)(1 << random.Next(8));
                    break;
                default:
                    BitConverter.TryWriteBytes(image.AsSpan(offset & ~3), random.Next(2) == 0 ? random.Next(3000) : random.Next());
                    break;
            }
        }
    }

    private static void Use(byte[] image, int seed)
    {
        SimulatedMachine.Start(TestSystem.DefaultMemory);
        var random = new Random(seed);
        Foundation.Result<FileSystem> mounted = FileSystem.Mount(new MemoryDisk(image));
        if (mounted.IsError)
            return;
        FileSystem fileSystem = mounted.Value;
        byte[] content = new byte[3000];
        for (int i = 0; i < 60; i++)
        {
            byte[] path = TestSystem.Bytes(RandomPath(random));
            byte[] other = TestSystem.Bytes(RandomPath(random));
            Inode root = fileSystem.RootDirectory;
            switch (random.Next(7))
            {
                case 0:
                    fileSystem.Unlink(root, path);
                    break;
                case 1:
                    fileSystem.MakeDirectory(root, path);
                    break;
                case 2:
                    fileSystem.Rename(root, path, other);
                    break;
                case 3:
                    fileSystem.Link(root, path, other);
                    break;
                case 4:
                    PathOf(fileSystem, path);
                    break;
                default:
                    ReadAndWrite(fileSystem, path, content, random);
                    break;
            }
        }
        fileSystem.Sync();
        fileSystem.Unmount();
    }

    private static void PathOf(FileSystem fileSystem, byte[] path)
    {
        Foundation.Result<Inode> inode = fileSystem.Resolve(fileSystem.RootDirectory, path);
        if (inode.IsError)
            return;
        if (inode.Value.Type == FileType.Directory)
            fileSystem.GetPath(inode.Value, new byte[200]);
        inode.Value.Release();
    }

    private static void ReadAndWrite(FileSystem fileSystem, byte[] path, byte[] content, Random random)
    {
        OpenFlags flags = random.Next(2) == 0 ? OpenFlags.ReadOnly : OpenFlags.Create | OpenFlags.ReadWrite;
        Foundation.Result<OpenFile> file = fileSystem.Open(fileSystem.RootDirectory, path, flags);
        if (file.IsError)
            return;
        var destination = new IoBuffer(new byte[400_000]);
        file.Value.Read(ref destination);
        var source = new IoBuffer(content);
        file.Value.Write(ref source);
        file.Value.Release();
    }

    private static string RandomPath(Random random) => random.Next(6) switch
    {
        0 => "d",
        1 => $"d/x{random.Next(3)}",
        2 => $"d/../f{random.Next(12)}",
        3 => "link",
        4 => $"new{random.Next(5)}",
        _ => $"f{random.Next(12)}",
    };

    private static ref DiskInode Inode(MemoryDisk disk, uint number)
    {
        Span<byte> block = disk.Block(2 + 64 + number / DiskFormat.InodesPerBlock);
        return ref System.Runtime.InteropServices.MemoryMarshal.Cast<byte, DiskInode>(block)[(int)(number % DiskFormat.InodesPerBlock)];
    }

    // Boot, superblock, 64 blocks of log, 17 of inodes, 1 of bit map, data.
    private static MemoryDisk MakeDisk()
    {
        TestSystem system = TestSystem.Start(TestSystem.SmallDisk);
        for (int i = 0; i < 12; i++)
            system.WriteFile($"f{i}", new byte[i * i * 3000]);
        system.MakeDirectory("d");
        for (int i = 0; i < 3; i++)
            system.WriteFile($"d/x{i}", new byte[100]);
        system.MakeLink("d/x0", "link");
        system.Finish();
        return system.Disk;
    }
}
