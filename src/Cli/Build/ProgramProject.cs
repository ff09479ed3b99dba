// A C# project of programs for the system: each of its classes with [Program] becomes an ELF file.

using Xv6.Cli.Emulation;
using Xv6.Compiler.Toolchain;

namespace Xv6.Cli.Build;

/// <param name="Name">The assembly's name.</param>
/// <param name="Folder">Where the project is, below the clone's root.</param>
public sealed record ProgramProject(string Name, string Folder)
{
    /// <summary>The system's own programs.</summary>
    public static readonly ProgramProject System = new("Programs", "src/Programs");

    /// <summary>Programs that test the system from inside.</summary>
    public static readonly ProgramProject Tests = new("Machine.Programs", "tests/Machine.Programs");

    /// <summary>Programs that measure the system; they are not in its image.</summary>
    public static readonly ProgramProject Benchmarks = new("SystemBench", "bench/system");

    private DotnetBuild Build => new(Folder, Folder, "src/Library", "src/Machine");

    /// <summary>Builds what is stale. The programs are without debug information: that is beside them, in NAME.elf.</summary>
    /// <exception cref="UserException">Something doesn't compile; the message has the errors.</exception>
    public IReadOnlyList<AddedFile> Update()
    {
        Build.Update();
        string assembly = Repository.BuiltAssembly(Name), folder = Repository.Artifact(Name.ToLowerInvariant());
        IReadOnlyList<ProgramEntry> entries = ProgramCatalog.Read(assembly);
        SystemCompiler.CompilePrograms(assembly, entries, folder);
        ObjectFileEditor editor = new(LlvmInstallation.Newest);
        return [.. entries.AsParallel().AsOrdered().Select(entry => Stripped(editor, folder, entry))];
    }

    /// <summary>The same for a command that builds nothing else at the moment.</summary>
    public IReadOnlyList<AddedFile> UpdateAlone()
    {
        using IDisposable _ = BuildLock.Take();
        return Update();
    }

    private static AddedFile Stripped(ObjectFileEditor editor, string folder, ProgramEntry entry)
    {
        string program = Path.Combine(folder, entry.Name);
        editor.Strip(program + ".elf", program);
        return new(program, entry.Name);
    }
}
