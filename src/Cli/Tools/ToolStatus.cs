// What the project needs from the machine it is built on.

using System.Text.RegularExpressions;
using Xv6.Compiler.Toolchain;

namespace Xv6.Cli.Tools;

/// <param name="Version">Null if it is missing.</param>
/// <param name="Remedy">How to get it.</param>
/// <param name="IsRequired">False if only some commands need it.</param>
public sealed partial record ToolStatus(string Name, string Purpose, string? Version, string Remedy, bool IsRequired)
{
    /// <summary>Every tool, in the order in which a build uses them.</summary>
    public static IReadOnlyList<ToolStatus> All() =>
    [
        new(".NET SDK", "everything", Environment.Version.ToString(), "see https://dotnet.microsoft.com/download", IsRequired: true),
        Llvm(),
        Named("QEMU", "run, exec, debug, test", "apt-get install qemu-system-misc (newer releases: qemu-system-riscv)", true, "qemu-system-riscv64"),
        Named("QEMU, user mode", "test (the compiler's)", "apt-get install qemu-user", false, "qemu-riscv64"),
        Named("gdb", "debug, test", "apt-get install gdb-multiarch", false, "gdb-multiarch", "riscv64-unknown-elf-gdb", "riscv64-elf-gdb"),
        Named("tmux", "test", "apt-get install tmux", false, "tmux"),
    ];

    private static ToolStatus Llvm()
    {
        const string Name = "LLVM";
        const string Purpose = "build";
        try
        {
            LlvmInstallation llvm = LlvmInstallation.Newest;
            return new(Name, Purpose, $"{llvm.Release} ({llvm.Clang})", "", IsRequired: true);
        }
        catch (ToolchainException cause)
        {
            return new(Name, Purpose, null, cause.Message, IsRequired: true);
        }
    }

    private static ToolStatus Named(string name, string purpose, string remedy, bool required, params ReadOnlySpan<string> executables)
    {
        string? path = Executables.Find(executables);
        return new(name, purpose, path is null ? null : $"{VersionOf(path)} ({path})", remedy, required);
    }

    /// <summary>What a tool says of itself.</summary>
    public static string VersionOf(string path)
    {
        foreach (string option in (string[])["--version", "-V"])
        {
            Match version = VersionPattern().Match(CapturedProcess.Run(path, [option]).Output);
            if (version.Success)
                return version.Value;
        }

        return "unknown version";
    }

    [GeneratedRegex(@"\d+\.\d+(\.\d+)?")]
    private static partial Regex VersionPattern();
}
