// How a new disk image is laid out.

namespace Xv6.Image;

/// <summary>Which of the two formats an image has.</summary>
public enum ImageFormat
{
    /// <summary>xv6's own: files of up to 268 blocks.</summary>
    Classic,

    /// <summary>xv6#'s, with a double indirect block: files of up to 65,803 blocks.</summary>
    Extended,
}

/// <summary>What <see cref="DiskImage.Create"/> makes. The defaults are those of the system's own image.</summary>
public sealed record DiskImageOptions
{
    public ImageFormat Format { get; init; } = ImageFormat.Extended;

    /// <summary>Bytes of the whole image, a multiple of 1024. Blocks that hold nothing take no space on the host.</summary>
    public long Size { get; init; } = 128L << 20;

    /// <summary>Files and directories that can exist, one more than that with number 0, which is not used.</summary>
    public long Inodes { get; init; } = 8192;

    /// <summary>Blocks of the log, its header included.</summary>
    public int LogBlocks { get; init; } = 128;

    /// <summary>What xv6's mkfs makes.</summary>
    public static DiskImageOptions Xv6 { get; } = new() { Format = ImageFormat.Classic, Size = 2000 * 1024, Inodes = 200, LogBlocks = 31 };
}
