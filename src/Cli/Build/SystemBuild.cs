// Builds the system: C# to assemblies, assemblies to the kernel's and the programs' ELF files, these to a disk image.
//
// Each stage does only what its inputs make necessary; with nothing to do, all of them together take a fraction of a second. One build
// runs at a time on a clone (BuildLock). Kernel.dll needs no step of its own: it is part of this very tool.

namespace Xv6.Cli.Build;

/// <summary>What a build made: paths.</summary>
/// <param name="Kernel">The kernel's ELF file, with debug information.</param>
/// <param name="Image">A disk image with all programs.</param>
public sealed record BuiltSystem(string Kernel, string Image);

public static class SystemBuild
{
    private static readonly DotnetBuild s_programs = new("src/Programs", "src/Programs", "src/Library", "src/Machine");

    public static BuiltSystem Update()
    {
        using IDisposable _ = BuildLock.Take();
        s_programs.Update();
        return new(Repository.Artifact("kernel", "kernel.elf"), Repository.Artifact("image", "xv6.img"));
    }
}
