// The compiler: IL of .NET assemblies -> LLVM IR -> RV64 ELF.
//
// Public surface for the command line, the tests and the tools:
//
//     CompilationResult result = Compilation.Compile(new CompilationOptions
//     {
//         Target = CompilationTarget.Kernel,            // or Program, LinuxProgram (for tests under qemu-riscv64)
//         Assemblies = ["Kernel.dll"],                  // references are found beside them and in the running .NET
//         AdditionalSources = ["Entry.S"],              // .S and .c files, passed to clang
//         LinkerScript = "kernel.ld",
//         Output = "kernel.elf",
//         EntryClass = null,                            // programs: full name of the class whose Main runs
//         SourceRoot = "/path/to/repository",           // shown paths are relative to it
//     });
//     result.Succeeded, result.Diagnostics (code, message, location, call chain), result.Statistics
//
// Below it: TypeSystem/ (metadata as interned concrete types), Layout/, IntermediateLanguage/ (bodies and symbols), Reachability/
// (what is compiled), CodeGeneration/ (IL to LLVM IR), Debugging/ (DWARF), Evaluation/ (static constructors), Toolchain/ (LLVM).

using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using Xv6.Compiler.CodeGeneration;
using Xv6.Compiler.Debugging;
using Xv6.Compiler.Debugging.Backtraces;
using Xv6.Compiler.Debugging.Dwarf;
using Xv6.Compiler.Debugging.Stacks;
using Xv6.Compiler.Toolchain;
using Xv6.Compiler.TypeSystem;

namespace Xv6.Compiler;

/// <summary>Compiles a program.</summary>
public static class Compilation
{
    /// <summary>Compiles assemblies to an ELF file. Problems are reported in the result, not thrown.</summary>
    public static CompilationResult Compile(CompilationOptions options)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            using TypeSystemContext typeSystem = new([]);
            CompilationSession session = new(options, typeSystem, CreateDebugInformation(options));
            EntryPoint.Check(session);
            ProgramGenerator program = new(session);
            StringBuilder? module = program.Generate();
            TimeSpan frontEnd = Stopwatch.GetElapsedTime(start);
            CompilationStatistics statistics = new(program.Graph.Methods.Count, program.Graph.ConstructedTypes.Count, frontEnd, default, default);
            if (module is null)
                return new CompilationResult(false, program.Diagnostics, statistics);
            statistics = Build(options, module, statistics);
            if (options.Target == CompilationTarget.Kernel)
                StackReport.Write(options.Output + ".stacks", StackAnalysis.Analyze(session, program.Graph, options.Output));
            return new CompilationResult(true, program.Diagnostics, statistics);
        }
        catch (CompilationErrorException error)
        {
            return Failure(error.Code, error.Message);
        }
        catch (TypeSystemException error)
        {
            return Failure(ErrorCode.Metadata, error.Message);
        }
        catch (Exception error) when (error is ToolchainException or DwarfException)
        {
            return Failure(ErrorCode.Toolchain, error.Message);
        }

        CompilationResult Failure(ErrorCode code, string message) => new(
            false,
            [new Diagnostic(code.Format(), true, message, Path.GetFileName(options.Output), [])],
            new CompilationStatistics(0, 0, Stopwatch.GetElapsedTime(start), default, default));
    }

    private static IDebugInformation CreateDebugInformation(CompilationOptions options) => options.DebugInformation
        ? new LlvmDebugInformation(LlvmInstallation.Newest.HasDebugRecords, options.SourceRoot)
        : new NoDebugInformation();

    private static CompilationStatistics Build(CompilationOptions options, StringBuilder module, CompilationStatistics statistics)
    {
        string directory = options.IntermediateDirectory ?? Path.GetDirectoryName(Path.GetFullPath(options.Output))!;
        Directory.CreateDirectory(directory);
        string name = Path.GetFileNameWithoutExtension(options.Output);
        string moduleFile = Path.Combine(directory, name + ".ll");
        File.WriteAllText(moduleFile, module.ToString());
        LlvmInstallation llvm = LlvmInstallation.Newest;
        TargetArchitecture architecture =
            options.Target == CompilationTarget.Kernel ? TargetArchitecture.Kernel : TargetArchitecture.Program;

        long start = Stopwatch.GetTimestamp();

        // Not named after the program: all programs of a directory share these.
        IEnumerable<ObjectFileUnit> additional = options.AdditionalSources.Select(source =>
            new ObjectFileUnit(source, Path.Combine(directory, Path.GetFileName(source) + ".o")));
        ObjectFileBuilder builder = new(llvm, architecture) { ExtraArguments = [.. options.AdditionalClangArguments] };
        IReadOnlyList<string> objects =
            builder.Build([new ObjectFileUnit(moduleFile, Path.Combine(directory, name + ".o")), .. additional]);
        TimeSpan backEnd = Stopwatch.GetElapsedTime(start);

        start = Stopwatch.GetTimestamp();
        Linker linker = new(llvm, options.LinkerScript) { ExtraArguments = LinkerArguments(options.Target) };
        if (options is { Target: CompilationTarget.Kernel, DebugInformation: true })
            BacktraceLink.Link(linker, builder, objects, options.Output);
        else
            linker.Link(objects, options.Output);
        return statistics with { BackEnd = backEnd, Link = Stopwatch.GetElapsedTime(start) };
    }

    // Linux maps nothing at address 0.
    private static ImmutableArray<string> LinkerArguments(CompilationTarget target) =>
        target == CompilationTarget.LinuxProgram ? ["--defsym=__image_base=0x10000"] : [];
}
