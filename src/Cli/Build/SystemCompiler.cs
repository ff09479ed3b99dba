// From assemblies to ELF files, by our compiler, only where something changed.
//
// What an ELF file is made from: its assemblies and all of this project's that they reference, the assembly sources and the linker
// script, the compiler itself, the base class library, and LLVM. A marker beside the ELF file keeps a hash over all of these.

using Xv6.Compiler;
using Xv6.Compiler.Toolchain;

namespace Xv6.Cli.Build;

public static class SystemCompiler
{
    /// <summary>Compiles the kernel; the path of the ELF file, which has debug information.</summary>
    public static string CompileKernel(KernelVariant variant)
    {
        variant.UpdateAssembly();
        string output = Repository.Artifact(variant.Folder, "kernel.elf");
        CompilationOptions options = new()
        {
            Target = CompilationTarget.Kernel,
            Assemblies = [variant.Assembly, Repository.BuiltAssembly("Machine")],
            AdditionalSources = AssemblySources(Repository.Source("Kernel")),
            LinkerScript = Repository.Source("Kernel", "Boot", "kernel.ld"),
            Output = output,
            SourceRoot = Repository.Root,
            HasExplicitNullChecks = false,
        };
        Update([options], variant.Name);
        return output;
    }

    /// <summary>Compiles programs of one assembly; each becomes FOLDER/NAME.elf, with debug information.</summary>
    /// <param name="references">Further assemblies of this project that it uses; the library is always there.</param>
    public static void CompilePrograms(string assembly, IReadOnlyList<ProgramEntry> programs, string folder) =>
        Update([.. programs.Select(program => ProgramOptions(assembly, program, folder))], programs.Count == 1 ? programs[0].Name : $"{programs.Count} programs");

    private static CompilationOptions ProgramOptions(string assembly, ProgramEntry program, string folder) => new()
    {
        Target = CompilationTarget.Program,
        Assemblies = [assembly, Repository.BuiltAssembly("Library"), Repository.BuiltAssembly("Machine")],
        AdditionalSources = AssemblySources(Repository.Source("Library", "Start")),
        LinkerScript = Repository.Source("Library", "Start", "program.ld"),
        EntryClass = program.EntryClass,
        Output = Path.Combine(folder, program.Name + ".elf"),
        IntermediateDirectory = Path.Combine(folder, "intermediate"),
        SourceRoot = Repository.Root,
    };

    private static string[] AssemblySources(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.S", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static void Update(IReadOnlyList<CompilationOptions> compilations, string what)
    {
        (CompilationOptions Options, Fingerprint Inputs)[] stale =
            [.. compilations.AsParallel().AsOrdered().Select(options => (options, InputsOf(options))).Where(entry => !IsCurrent(entry.options, entry.Item2))];
        if (stale.Length == 0)
            return;

        BuildProgress.Step($"compiling {what}", () => Parallel.ForEach(stale, entry => Compile(entry.Options, entry.Inputs)));
    }

    private static void Compile(CompilationOptions options, Fingerprint inputs)
    {
        CompilationResult result = Compilation.Compile(options);
        if (!result.Succeeded)
            throw new UserException($"{Path.GetFileName(options.Output)} can't be compiled:\n{string.Join('\n', result.Diagnostics.DistinctBy(CauseOf))}");
        IncrementalOutput.Update(MarkerOf(options), inputs, marker => File.WriteAllText(marker, ""));
    }

    /// <summary>
    /// The innermost place with a line in a source file: one call of the base class library can reach a hundred things that don't compile.
    /// </summary>
    private static string CauseOf(Diagnostic problem) =>
        problem.CallChain.Prepend(problem.Location).FirstOrDefault(place => !place.Contains("!IL_", StringComparison.Ordinal), problem.Location);

    private static bool IsCurrent(CompilationOptions options, Fingerprint inputs) =>
        File.Exists(options.Output) && IncrementalOutput.IsCurrent(MarkerOf(options), inputs);

    private static string MarkerOf(CompilationOptions options) => options.Output + ".inputs";

    private static Fingerprint InputsOf(CompilationOptions options) => new Fingerprint()
        .Add(typeof(object).Module.ModuleVersionId.ToString())
        .Add(LlvmInstallation.Newest.Clang)
        .Add(options.EntryClass ?? "")
        .AddFiles(options.Assemblies)
        .AddFiles(options.AdditionalSources)
        .AddFile(options.LinkerScript);
}
