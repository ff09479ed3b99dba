// What is compiled, for which target, and how.

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

    /// <summary>
    /// Null references are tested for by an instruction. Without it an access near address 0 is left to the memory management unit, which
    /// works only where page 0 is not mapped.
    /// </summary>
    public bool HasExplicitNullChecks { get; init; } = true;

    /// <summary>DWARF for gdb.</summary>
    public bool DebugInformation { get; init; } = true;

    /// <summary>Where the LLVM IR and the object files go; beside the output if null.</summary>
    public string? IntermediateDirectory { get; init; }

    /// <summary>Appends to clang's arguments.</summary>
    public IReadOnlyList<string> AdditionalClangArguments { get; init; } = [];
}
