// Builds the system: C# to assemblies, assemblies to the kernel's and the programs' ELF files, these to a disk image.
//
// Each stage does only what its inputs make necessary; with nothing to do, all of them together take a fraction of a second. One build
// runs at a time on a clone (BuildLock).

using Xv6.Cli.Emulation;
using Xv6.Cli.Images;
using Xv6.Compiler.Toolchain;

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
    private static readonly DotnetBuild s_programs = new("src/Programs", "src/Programs", "src/Library", "src/Machine");
    private static readonly DotnetBuild s_benchmarks = new("bench/system", "bench/system", "src/Library", "src/Machine");

    /// <summary>Brings everything up to date.</summary>
    /// <param name="variant">The kernel to build; the other one stays as it is.</param>
    /// <exception cref="UserException">Something doesn't compile; the message has the errors.</exception>
    public static BuiltSystem Update(KernelVariant variant)
    {
        using IDisposable _ = BuildLock.Take();
        string kernel = SystemCompiler.CompileKernel(variant);
        IReadOnlyList<AddedFile> programs = BuildPrograms(s_programs, "Programs");
        return new(kernel, SystemImage.Update(programs), programs);
    }

    /// <summary>Brings the programs up to date that measure the system; they are not in its image.</summary>
    /// <exception cref="UserException">Something doesn't compile; the message has the errors.</exception>
    public static IReadOnlyList<AddedFile> UpdateBenchmarks()
    {
        using IDisposable _ = BuildLock.Take();
        return BuildPrograms(s_benchmarks, "SystemBench");
    }

    /// <summary>The programs of a project, without debug information: that stays in NAME.elf beside them.</summary>
    private static AddedFile[] BuildPrograms(DotnetBuild build, string project)
    {
        build.Update();
        string assembly = Repository.BuiltAssembly(project);
        string folder = Repository.Artifact(project.ToLowerInvariant());
        IReadOnlyList<ProgramEntry> entries = ProgramCatalog.Read(assembly);
        SystemCompiler.CompilePrograms(assembly, entries, folder);
        ObjectFileEditor editor = new(LlvmInstallation.Newest);
        return [.. entries.AsParallel().AsOrdered().Select(entry => Stripped(editor, entry, folder))];
    }

    private static AddedFile Stripped(ObjectFileEditor editor, ProgramEntry entry, string folder)
    {
        string program = Path.Combine(folder, entry.Name);
        editor.Strip(program + ".elf", program);
        return new(program, entry.Name);
    }
}
