// An image that a command works on, locked meanwhile.

using Xv6.Image;

namespace Xv6.Cli.Images;

public sealed class OpenedImage : IDisposable
{
    private readonly ImageLock _lock;

    private OpenedImage(string path, bool readOnly)
    {
        CheckExists(path);
        _lock = ImageLock.Take(path);
        try
        {
            Image = DiskImage.Open(path, readOnly);
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    public DiskImage Image { get; }

    /// <summary>
    /// Opens the image as a mount does, if that is possible: a log that a machine left is replayed first, or what it wrote last
    /// would be missing.
    /// </summary>
    public static OpenedImage ForReading(string path) => new(path, readOnly: File.Exists(path) && !IsWritable(path));

    public static OpenedImage ForWriting(string path) => new(path, readOnly: false);

    public static void CheckExists(string path)
    {
        if (Directory.Exists(path))
            throw new UserException($"{path} is a folder, not a disk image.");
        if (!File.Exists(path))
            throw new UserException($"the disk image {path} does not exist.");
    }

    private static bool IsWritable(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        Image.Dispose();
        _lock.Dispose();
    }
}
