// The disk image that every machine starts with a copy of: all programs, the device nodes, and a README.

using Xv6.Cli.Emulation;
using Xv6.Compiler.Toolchain;
using Xv6.Image;
using Xv6.Machine.Abi;

namespace Xv6.Cli.Images;

public static class SystemImage
{
    /// <summary>Nodes that init would make at the first boot; with them in the image it needs to write nothing.</summary>
    private static readonly (string Name, DeviceMajor Major)[] s_devices =
    [
        ("console", DeviceMajor.Console), ("statistics", DeviceMajor.Statistics), ("null", DeviceMajor.Null),
        ("zero", DeviceMajor.Zero), ("random", DeviceMajor.Random),
    ];

    private static string Readme => Path.Combine(Repository.Root, "README.md");

    /// <summary>Makes the image if something in it changed; its path.</summary>
    public static string Update(IReadOnlyList<AddedFile> programs)
    {
        string image = Repository.Artifact("image", "xv6.img");
        using Fingerprint fingerprint = new();
        fingerprint.AddRange(programs.Select(program => program.Name)).AddFiles(programs.Select(program => program.Path))
            .AddFile(Readme).Add(typeof(DiskImage).Module.ModuleVersionId.ToString()).Add(typeof(SystemImage).Module.ModuleVersionId.ToString());
        IncrementalOutput.Update(image, fingerprint, path => Make(path, new DiskImageOptions(), programs));
        return image;
    }

    /// <summary>Makes a new image with these programs, in the place of a file that may be there already.</summary>
    public static void Make(string path, DiskImageOptions options, IReadOnlyList<AddedFile> programs)
    {
        using DiskImage image = DiskImage.Create(path, options);
        foreach ((string name, DeviceMajor major) in s_devices)
            image.MakeDevice(name, (short)major, 0);
        image.Put(Readme, "README");
        foreach (AddedFile program in programs)
            image.Put(program.Path, ImageFile.NameInImage(program.Name));
    }
}
