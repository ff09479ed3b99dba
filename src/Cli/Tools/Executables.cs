// Finds the programs that the tool starts.

namespace Xv6.Cli.Tools;

public static class Executables
{
    /// <summary>The first of these names that the PATH has, as an absolute path; null if it has none.</summary>
    public static string? Find(params ReadOnlySpan<string> names)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        foreach (string name in names)
        {
            string? found = folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
            if (found is not null)
                return found;
        }

        return null;
    }

    /// <summary>The machine's emulator.</summary>
    public static string Qemu => Require("qemu-system-riscv64", "QEMU for RISC-V", "qemu-system-misc or qemu-system-riscv");

    /// <summary>A debugger that knows RISC-V.</summary>
    public static string Debugger =>
        Find("gdb-multiarch", "riscv64-unknown-elf-gdb", "riscv64-elf-gdb")
        ?? throw new UserException("gdb with RISC-V support was not found; install the package gdb-multiarch.");

    private static string Require(string name, string what, string packages) =>
        Find(name) ?? throw new UserException($"{what} ({name}) was not found; install the package {packages}.");
}
