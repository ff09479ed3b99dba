// A disk image as something to put files into and to take them out of: the kernel's file system, mounted on a file of the host.

using System.Text;
using Microsoft.Win32.SafeHandles;
using Xv6.Image.Checking;
using Xv6.Kernel.Files;
using Xv6.Kernel.Files.Format;
using Xv6.Kernel.Files.Naming;
using Xv6.Kernel.Foundation;
using Xv6.Machine.Abi;

namespace Xv6.Image;

/// <summary>
/// An image that is open for reading or changing. Paths within it are those of the system, with or without a slash in front; names are
/// cut to 14 bytes. Every operation throws <see cref="ImageException"/> when it fails. Dispose completes the changes.
/// </summary>
public sealed class DiskImage : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly ImageDevice _device;
    private readonly FileSystem _fileSystem;
    private bool _isDisposed;

    private DiskImage(string path, SafeFileHandle file, ImageDevice device, FileSystem fileSystem)
    {
        _path = path;
        _file = file;
        _device = device;
        _fileSystem = fileSystem;
    }

    /// <summary>Makes a new image with an empty root directory, in the place of a file that may be there already.</summary>
    public static DiskImage Create(string path, DiskImageOptions? options = null)
    {
        SuperBlock superBlock = ImageFormatter.Plan(options ?? new DiskImageOptions());
        SafeFileHandle file = OpenFile(path, FileMode.Create, FileAccess.ReadWrite);
        try
        {
            RandomAccess.SetLength(file, (long)superBlock.Size * DiskFormat.BlockSize);
            ImageFormatter.Format(in superBlock, (block, content) => RandomAccess.Write(file, content, (long)block * DiskFormat.BlockSize));
        }
        catch (IOException error)
        {
            file.Dispose();
            throw new ImageException($"{path}: {error.Message}", error);
        }
        return Mount(path, file, new FileBlockDevice(file));
    }

    /// <summary>
    /// Opens an image, and completes what a crash left undone. With <paramref name="readOnly"/> that, and all other changes, happens
    /// in memory only.
    /// </summary>
    public static DiskImage Open(string path, bool readOnly = false)
    {
        SafeFileHandle file = OpenFile(path, FileMode.Open, readOnly ? FileAccess.Read : FileAccess.ReadWrite);
        return Mount(path, file, readOnly ? new OverlayBlockDevice(file) : new FileBlockDevice(file));
    }

    /// <summary>Copies a file of the host into the image, in the place of a regular file that may be there already.</summary>
    public void Put(string hostPath, string name)
    {
        byte[] content;
        try
        {
            content = File.ReadAllBytes(hostPath);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ImageException($"{hostPath}: {error.Message}", error);
        }
        Put(name, content);
    }

    /// <summary>Writes a regular file, whole or not at all.</summary>
    public void Put(string name, ReadOnlySpan<byte> content)
    {
        using Lock.Scope scope = HostKernel.Enter();
        Result<OpenFile> opened = _fileSystem.Open(
            _fileSystem.RootDirectory, Encode(name), OpenFlags.Create | OpenFlags.Truncate | OpenFlags.WriteOnly);
        OpenFile file = Expect(opened, name);

        // The kernel's buffers are writable spans, though a write only reads.
        var source = new IoBuffer(content.ToArray());
        Result<int> written = file.Write(ref source);
        file.Release();
        if (!written.IsError && written.Value == content.Length)
            return;
        Check(_fileSystem.Unlink(_fileSystem.RootDirectory, Encode(name)), name);
        throw written.IsError
            ? Failure(name, written.Error)
            : new ImageException($"{_path}: {name}: only {written.Value} of {content.Length} bytes fit: {LimitText(content.Length)}");
    }

    /// <summary>Copies a file of the image to the host.</summary>
    public void Get(string name, string hostPath)
    {
        byte[] content = Read(name);
        try
        {
            File.WriteAllBytes(hostPath, content);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ImageException($"{hostPath}: {error.Message}", error);
        }
    }

    /// <summary>Reads a regular file.</summary>
    public byte[] Read(string name)
    {
        using Lock.Scope scope = HostKernel.Enter();
        Inode inode = Expect(_fileSystem.Resolve(_fileSystem.RootDirectory, Encode(name)), name);
        byte[] content = [];
        ErrorNumber error = inode.Type == FileType.File ? ErrorNumber.None
            : inode.Type == FileType.Directory ? ErrorNumber.IsDirectory : ErrorNumber.InvalidArgument;
        if (error == ErrorNumber.None)
        {
            content = new byte[inode.Size];
            var destination = new IoBuffer(content);
            error = inode.Read(ref destination, 0).Error;
        }
        inode.Release();
        return error == ErrorNumber.None ? content : throw Failure(name, error);
    }

    /// <summary>The entries of a directory, "." and ".." included, in the order they are stored.</summary>
    public IReadOnlyList<ImageEntry> List(string directory = "/")
    {
        using Lock.Scope scope = HostKernel.Enter();
        Inode inode = Expect(_fileSystem.Resolve(_fileSystem.RootDirectory, Encode(directory)), directory);
        var names = new List<(EntryName Name, uint Number)>();
        ErrorNumber error = inode.Type == FileType.Directory ? ListNames(inode, names) : ErrorNumber.NotDirectory;
        inode.Release();
        if (error != ErrorNumber.None)
            throw Failure(directory, error);
        var entries = new List<ImageEntry>();
        foreach ((EntryName name, uint number) in names)
            entries.Add(Describe(name, number));
        return entries;
    }

    /// <summary>Removes a file, device, link or empty directory.</summary>
    public void Remove(string name)
    {
        using Lock.Scope scope = HostKernel.Enter();
        Check(_fileSystem.Unlink(_fileSystem.RootDirectory, Encode(name)), name);
    }

    public void MakeDirectory(string name)
    {
        using Lock.Scope scope = HostKernel.Enter();
        Check(_fileSystem.MakeDirectory(_fileSystem.RootDirectory, Encode(name)), name);
    }

    public void MakeDevice(string name, short major, short minor)
    {
        using Lock.Scope scope = HostKernel.Enter();
        Check(_fileSystem.MakeDevice(_fileSystem.RootDirectory, Encode(name), major, minor), name);
    }

    public void MakeSymbolicLink(string target, string name)
    {
        using Lock.Scope scope = HostKernel.Enter();
        Check(_fileSystem.MakeSymbolicLink(_fileSystem.RootDirectory, Encode(target), Encode(name)), name);
    }

    /// <summary>Completes the changes and closes the image.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        using Lock.Scope scope = HostKernel.Enter();
        ErrorNumber error = _fileSystem.Unmount();
        _file.Dispose();
        Check(error, "closing the image");
    }

    /// <summary>What to say of a superblock that does not mount.</summary>
    internal static ImageException NotAnImage(string path, string reason) => new($"{path} is not an xv6 disk image: {reason}");

    internal static SafeFileHandle OpenFile(string path, FileMode mode, FileAccess access)
    {
        try
        {
            return File.OpenHandle(path, mode, access, access == FileAccess.Read ? FileShare.ReadWrite : FileShare.None);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ImageException($"{path}: {error.Message}", error);
        }
    }

    private static DiskImage Mount(string path, SafeFileHandle file, ImageDevice device)
    {
        using Lock.Scope scope = HostKernel.Enter();
        Result<FileSystem> mounted = FileSystem.Mount(device);
        if (!mounted.IsError)
            return new DiskImage(path, file, device, mounted.Value);
        file.Dispose();
        throw mounted.Error == ErrorNumber.InvalidArgument
            ? NotAnImage(path, SuperBlockReport.Explain(path))
            : new ImageException($"{path}: {ErrorText.Of(mounted.Error)}", device.LastError);
    }

    private static ErrorNumber ListNames(Inode directory, List<(EntryName Name, uint Number)> names)
    {
        using var guard = directory.Lock.Enter();
        using var scan = new EntryScan(directory, 0);
        while (scan.MoveNext())
        {
            if (scan.InodeNumber != 0)
                names.Add((scan.Name, scan.InodeNumber));
        }
        return scan.Error;
    }

    private ImageEntry Describe(EntryName name, uint number)
    {
        Span<byte> text = stackalloc byte[DirectoryEntry.MaximumNameLength];
        string readable = Encoding.Latin1.GetString(text[..name.CopyTo(text)]);
        Inode inode = Expect(_fileSystem.Inodes.Get(number), readable);
        var entry = new ImageEntry(readable, number, inode.Type, inode.LinkCount, (long)inode.Size, inode.Major, inode.Minor);
        inode.Release();
        return entry;
    }

    private static byte[] Encode(string name) => Encoding.Latin1.GetBytes(name);

    private string LimitText(int bytes)
        => (ulong)bytes > _fileSystem.Format.LargestFileSize
            ? $"a file of this image has at most {_fileSystem.Format.LargestFileSize} bytes"
            : "the image is full";

    private T Expect<T>(Result<T> result, string name) => result.IsError ? throw Failure(name, result.Error) : result.Value;

    private void Check(ErrorNumber error, string name)
    {
        if (error != ErrorNumber.None)
            throw Failure(name, error);
    }

    private ImageException Failure(string name, ErrorNumber error) => new($"{_path}: {name}: {ErrorText.Of(error)}", _device.LastError);
}
