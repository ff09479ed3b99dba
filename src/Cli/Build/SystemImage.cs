// The disk image that every machine starts with a copy of: all programs.

using Xv6.Cli.Emulation;
using Xv6.Compiler.Toolchain;

namespace Xv6.Cli.Build;

public static class SystemImage
{
    public static string Update(IReadOnlyList<AddedFile> programs)
    {
        string image = Repository.Artifact("image", "xv6.img");
        using Fingerprint fingerprint = new();
        fingerprint.AddRange(programs.Select(program => program.Name)).AddFiles(programs.Select(program => program.Path));
        IncrementalOutput.Update(image, fingerprint, path => Make(path, programs));
        return image;
    }

    public static void Make(string path, IReadOnlyList<AddedFile> programs)
    {
        ClassicImage image = new(blockCount: 128 * 1024, inodeCount: 2000);
        foreach (AddedFile program in programs)
            image.AddFile(program.Name, File.ReadAllBytes(program.Path));
        image.Save(path);
    }
}
