// A mounted file system with calls that take text, as system calls do, in a machine of its own.

using System.Text;
using Xv6.Image;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Files.Tests.Support;

internal sealed class TestSystem
{
    public const ulong DefaultMemory = 32ul << 20;

    public static readonly DiskImageOptions SmallDisk = new() { Size = 2048 * 1024, Inodes = 256, LogBlocks = 64 };

    private TestSystem(MemoryDisk disk, FileSystem fileSystem)
    {
        Disk = disk;
        FileSystem = fileSystem;
    }

    public MemoryDisk Disk { get; }

    public FileSystem FileSystem { get; }

    public Inode Root => FileSystem.RootDirectory;

    public static TestSystem Start(DiskImageOptions? options = null, ulong memory = DefaultMemory)
        => Start(new MemoryDisk(options ?? SmallDisk), memory);

    public static TestSystem Start(MemoryDisk disk, ulong memory = DefaultMemory)
    {
        SimulatedMachine.Start(memory);
        return Mount(disk);
    }

    /// <summary>Mounts in the machine that runs.</summary>
    public static TestSystem Mount(MemoryDisk disk)
    {
        Result<FileSystem> mounted = FileSystem.Mount(disk);
        Assert.Equal(ErrorNumber.None, mounted.Error);
        return new TestSystem(disk, mounted.Value);
    }

    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    public OpenFile Open(string path, OpenFlags flags = OpenFlags.ReadOnly)
    {
        Result<OpenFile> file = FileSystem.Open(Root, Bytes(path), flags);
        Assert.Equal((path, ErrorNumber.None), (path, file.Error));
        return file.Value;
    }

    public ErrorNumber TryOpen(string path, OpenFlags flags = OpenFlags.ReadOnly)
    {
        Result<OpenFile> file = FileSystem.Open(Root, Bytes(path), flags);
        if (!file.IsError)
            file.Value.Release();
        return file.Error;
    }

    /// <summary>Creates a file and writes to it; the error of the write.</summary>
    public ErrorNumber TryOpenThenWrite(string path, byte[] content)
    {
        OpenFile file = Open(path, OpenFlags.Create | OpenFlags.WriteOnly);
        ErrorNumber error = Write(file, content).Error;
        file.Release();
        return error;
    }

    public static Result<int> Write(OpenFile file, byte[] content)
    {
        var source = new IoBuffer(content);
        return file.Write(ref source);
    }

    public static byte[] Read(OpenFile file, int count)
    {
        byte[] content = new byte[count];
        var destination = new IoBuffer(content);
        Result<int> read = file.Read(ref destination);
        Assert.Equal(ErrorNumber.None, read.Error);
        return content[..read.Value];
    }

    public void WriteFile(string path, byte[] content)
    {
        OpenFile file = Open(path, OpenFlags.Create | OpenFlags.Truncate | OpenFlags.WriteOnly);
        Assert.Equal(content.Length, Write(file, content).Value);
        file.Release();
    }

    public byte[] ReadFile(string path)
    {
        OpenFile file = Open(path);
        file.Stat(out FileStatus status);
        byte[] content = Read(file, (int)status.Size + 1);
        file.Release();
        return content;
    }

    public FileStatus Stat(string path)
    {
        OpenFile file = Open(path, OpenFlags.NoFollow);
        file.Stat(out FileStatus status);
        file.Release();
        return status;
    }

    public ErrorNumber MakeDirectory(string path) => FileSystem.MakeDirectory(Root, Bytes(path));

    public ErrorNumber MakeDevice(string path, short major) => FileSystem.MakeDevice(Root, Bytes(path), major, 0);

    public ErrorNumber MakeLink(string target, string path) => FileSystem.MakeSymbolicLink(Root, Bytes(target), Bytes(path));

    public ErrorNumber Link(string oldPath, string newPath) => FileSystem.Link(Root, Bytes(oldPath), Bytes(newPath));

    public ErrorNumber Unlink(string path) => FileSystem.Unlink(Root, Bytes(path));

    public ErrorNumber Rename(string oldPath, string newPath) => FileSystem.Rename(Root, Bytes(oldPath), Bytes(newPath));

    public string PathOf(string directory)
    {
        Result<Inode> inode = FileSystem.Resolve(Root, Bytes(directory));
        Assert.Equal(ErrorNumber.None, inode.Error);
        byte[] buffer = new byte[256];
        Result<int> length = FileSystem.GetPath(inode.Value, buffer);
        inode.Value.Release();
        return length.IsError ? length.Error.ToString() : Encoding.Latin1.GetString(buffer, 0, length.Value);
    }

    /// <summary>Unmounts; then the disk must be without fault, and all memory free again.</summary>
    public void Finish()
    {
        Assert.Equal(ErrorNumber.None, FileSystem.Unmount());
        AssertClean(Disk.Snapshot());
    }

    public static void AssertClean(byte[] image)
    {
        string path = Path.Combine(Path.GetTempPath(), $"xv6sharp-{Guid.NewGuid():n}.img");
        try
        {
            File.WriteAllBytes(path, image);
            Assert.Empty(ImageChecker.Check(path).Problems);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
