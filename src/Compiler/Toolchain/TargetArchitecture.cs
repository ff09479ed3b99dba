// The two instruction sets that the compiler generates code for.

namespace Xv6.Compiler.Toolchain;

/// <summary>What clang must know about the processor: an ISA string and a calling convention.</summary>
public sealed record TargetArchitecture(string Isa, string Abi)
{
    public const string Triple = "riscv64-unknown-elf";

    /// <summary>S-mode: no floating point, whose registers belong to the user's program.</summary>
    public static TargetArchitecture Kernel { get; } = new("rv64imac_zicsr_zifencei", "lp64");

    /// <summary>U-mode.</summary>
    public static TargetArchitecture Program { get; } = new("rv64gc", "lp64d");

    /// <summary>The code model is medany: code and data are within 2 GiB of each other, anywhere.</summary>
    internal IEnumerable<string> ClangArguments => [$"--target={Triple}", $"-march={Isa}", $"-mabi={Abi}", "-mcmodel=medany"];
}
