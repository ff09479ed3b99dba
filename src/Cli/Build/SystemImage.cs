// The disk image that every machine starts with a copy of: all programs, in the format with large files.

using Xv6.Cli.Emulation;

namespace Xv6.Cli.Build;

public static class SystemImage
{
    public static string Update(IReadOnlyList<AddedFile> programs)
    {
        string image = Repository.Artifact("image", "xv6.img");
        return image;
    }
}
