// Disk images as files of the host.

using System.Buffers.Binary;

namespace Xv6.Cli.Emulation;

public static class ImageFile
{
    /// <summary>The superblock's place, and its two magic numbers (xv6's format, and the one with large files).</summary>
    private const int SuperblockOffset = 1024;

    private const uint ClassicMagic = 0x10203040;

    private const uint LargeFileMagic = 0x10203041;

    /// <summary>Makes sure that this is a disk image that a machine can use.</summary>
    /// <returns>The path.</returns>
    /// <exception cref="UserException">It isn't.</exception>
    public static string Check(string path)
    {
        if (Directory.Exists(path))
            throw new UserException($"{path} is a folder, not a disk image.");
        if (!File.Exists(path))
            throw new UserException($"the disk image {path} does not exist; make one with ./xv6 image make {path}.");

        byte[] magic = new byte[sizeof(uint)];
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            file.Seek(SuperblockOffset, SeekOrigin.Begin);
            file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        }
        catch (UnauthorizedAccessException)
        {
            throw new UserException($"the disk image {path} can't be opened for reading and writing; check its permissions.");
        }

        return BinaryPrimitives.ReadUInt32LittleEndian(magic) is ClassicMagic or LargeFileMagic
            ? path
            : throw new UserException($"{path} is not a disk image of xv6 or xv6#: it has no superblock.");
    }
}
