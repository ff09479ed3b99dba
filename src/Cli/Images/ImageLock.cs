// Keeps a machine and a command, or two commands, from using one image at a time.
//
// QEMU locks single bytes around offset 100 of an image and refuses an image where somebody else has them. A lock of the same bytes
// conflicts with QEMU's both ways. These are Linux's locks of open files (fcntl, F_OFD_SETLK), for which .NET has no interface: its own
// locks end when any other handle of this process on the file is closed.

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Xv6.Cli.Images;

public sealed class ImageLock : IDisposable
{
    private const long FirstByte = 100;
    private const long ByteCount = 200;

    private const int OpenReadWrite = 2;
    private const int CloseOnExec = 0x80000;
    private const int SetLockOfOpenFile = 37;
    private const short WriteLock = 1;

    private readonly SafeFileHandle _file;

    private ImageLock(SafeFileHandle file) => _file = file;

    /// <summary>Locks the image for the caller alone. An image that can't be written can't be locked, and nobody else can write it either.</summary>
    /// <exception cref="UserException">It is in use.</exception>
    public static ImageLock Take(string path)
    {
        SafeFileHandle file = new(-1, ownsHandle: false);
        if (OperatingSystem.IsLinux())
            file = new(Open(path, OpenReadWrite | CloseOnExec), ownsHandle: true);

        RangeLock range = new() { Type = WriteLock, Start = FirstByte, Length = ByteCount };
        if (file.IsInvalid || Control(file, SetLockOfOpenFile, ref range) == 0)
            return new(file);
        file.Dispose();
        throw new UserException($"the disk image {path} is in use; power the machine that uses it off first.");
    }

    public void Dispose() => _file.Dispose();

    [DllImport("libc", EntryPoint = "open")]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fcntl")]
    private static extern int Control(SafeFileHandle file, int command, ref RangeLock range);

    /// <summary>C's <c>struct flock</c>; whence 0 counts from the start of the file.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct RangeLock
    {
        public short Type;
        public short Whence;
        public long Start;
        public long Length;
        public int Owner;
    }
}
