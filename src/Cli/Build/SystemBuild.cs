// Builds the system: C# to assemblies, assemblies to the kernel's and the programs' ELF files, these to a disk image.
//
// Each stage does only what its inputs make necessary; with nothing to do, all of them together take a fraction of a second. One build
// runs at a time on a clone (BuildLock).

using Xv6.Cli.Emulation;
using Xv6.Cli.Images;

namespace Xv6.Cli.Build;

/// <summary>What a build made: paths.</summary>
/// <param name="Kernel">The kernel's ELF file, with debug information.</param>
/// <param name="Image">A disk image with all programs.</param>
/// <param name="Programs">The programs in it.</param>
public sealed record BuiltSystem(string Kernel, string Image, IReadOnlyList<AddedFile> Programs)
{
    /// <summary>The program that becomes the first process.</summary>
    public string FirstProgram => Programs.Single(program => program.Name == "init").Path;
}

public static class SystemBuild
{
    /// <summary>Brings everything up to date.</summary>
    /// <param name="variant">The kernel to build; the other one stays as it is.</param>
    /// <exception cref="UserException">Something doesn't compile; the message has the errors.</exception>
    public static BuiltSystem Update(KernelVariant variant)
    {
        using IDisposable _ = BuildLock.Take();
        string kernel = SystemCompiler.CompileKernel(variant);
        IReadOnlyList<AddedFile> programs = ProgramProject.System.Update();
        return new(kernel, SystemImage.Update(programs), programs);
    }
}
