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

namespace Xv6.Compiler;

/// <summary>What kind of ELF is made.</summary>
public enum CompilationTarget
{
    /// <summary>S-mode, rv64imac/lp64, linked by its script in the high half; no floating point, allocation only where it is allowed.</summary>
    Kernel,

    /// <summary>U-mode, rv64gc/lp64d, linked at 0.</summary>
    Program,

    /// <summary>As <see cref="Program"/>, but for Linux's user mode: how the compiler's own tests run.</summary>
    LinuxProgram,
}

/// <summary>What to compile, and how.</summary>
public sealed record CompilationOptions
{
    public required CompilationTarget Target { get; init; }

    /// <summary>The assemblies whose [Export] methods are roots. What they reference is loaded as needed.</summary>
    public required IReadOnlyList<string> Assemblies { get; init; }

    /// <summary>The ELF file to write.</summary>
    public required string Output { get; init; }

    public required string LinkerScript { get; init; }

    /// <summary>Assembly sources that are part of the program.</summary>
    public IReadOnlyList<string> AdditionalSources { get; init; } = [];

    /// <summary>Programs: the full name of the class whose static Main is the program.</summary>
    public string? EntryClass { get; init; }

    /// <summary>Directory that source paths in panics and debug information are shown relative to.</summary>
    public string? SourceRoot { get; init; }

    /// <summary>DWARF for gdb.</summary>
    public bool DebugInformation { get; init; } = true;

    /// <summary>Where the LLVM IR and the object files go; beside the output if null.</summary>
    public string? IntermediateDirectory { get; init; }

    /// <summary>Appends to clang's arguments.</summary>
    public IReadOnlyList<string> AdditionalClangArguments { get; init; } = [];
}

/// <summary>A problem found while compiling. <see cref="Code"/> is one of the documented XC codes.</summary>
/// <param name="Location">Source file and line if known, else assembly, method and IL offset.</param>
/// <param name="CallChain">From a root to the method at fault.</param>
public sealed record Diagnostic(string Code, bool IsError, string Message, string Location, IReadOnlyList<string> CallChain)
{
    public override string ToString() =>
        $"{Location}: {(IsError ? "error" : "warning")} {Code}: {Message}" + string.Concat(CallChain.Select(link => $"\n    called by {link}"));
}

/// <summary>What came out.</summary>
public sealed record CompilationResult(bool Succeeded, IReadOnlyList<Diagnostic> Diagnostics, CompilationStatistics Statistics);

/// <summary>How much was compiled and how long it took.</summary>
public sealed record CompilationStatistics(int Methods, int Types, TimeSpan FrontEnd, TimeSpan BackEnd, TimeSpan Link);
