// Disk images as files of the host: checks before they are used, and changes from outside of a machine.

using System.Text;
using Xv6.Cli.Emulation;
using Xv6.Image;

namespace Xv6.Cli.Images;

public static class ImageFile
{
    /// <summary>Makes sure that this is a disk image that a machine can use.</summary>
    /// <returns>The path.</returns>
    /// <exception cref="UserException">It isn't.</exception>
    public static string Check(string path)
    {
        if (Directory.Exists(path))
            throw new UserException($"{path} is a folder, not a disk image.");
        if (!File.Exists(path))
            throw new UserException($"the disk image {path} does not exist; make one with ./xv6 image make {path}.");

        try
        {
            File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
        }
        catch (UnauthorizedAccessException)
        {
            throw new UserException($"the disk image {path} can't be opened for reading and writing; check its permissions.");
        }

        return ImageChecker.FindSuperBlockProblem(path) is { } problem
            ? throw new UserException($"{path} is not a disk image of xv6 or xv6#: {problem}.")
            : path;
    }

    /// <summary>Puts files into the root folder of an image, in the place of those of the same names.</summary>
    public static void Add(string path, IReadOnlyCollection<AddedFile> files)
    {
        if (files.Count == 0)
            return;
        using ImageLock _ = ImageLock.Take(path);
        using DiskImage image = DiskImage.Open(path);
        foreach (AddedFile file in files)
            image.Put(file.Path, NameInImage(file.Name));
    }

    /// <summary>Names in an image are bytes, and those of the host are UTF-8; the image library has a character for each byte.</summary>
    public static string NameInImage(string name) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(name));

    /// <summary>The reverse of <see cref="NameInImage"/>, for showing.</summary>
    public static string NameOnHost(string name) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(name));
}
