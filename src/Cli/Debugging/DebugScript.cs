// The commands that gdb starts with: symbols, connection, and a stop at the kernel's first C# line.

namespace Xv6.Cli.Debugging;

public static class DebugScript
{
    /// <summary>The ELF symbol of the kernel's first C# method.</summary>
    private const string FirstMethod = "kernel_start";

    /// <summary>Writes the script, and gives back its path.</summary>
    /// <param name="target">What gdb's `target remote` takes.</param>
    public static string Write(string kernel, string target)
    {
        string path = Repository.Artifact("debug", $"{Environment.ProcessId}.gdb");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"""
            set confirm off
            set pagination off
            set print pretty on
            set print static-members off
            set language c++
            set remotetimeout 20
            set architecture riscv:rv64
            directory {Repository.Root}
            file {kernel}

            # Programs are linked at 0: load the symbols of the one that is of interest, as in: program-symbols ls
            define program-symbols
              add-symbol-file {Repository.Artifact("programs")}/$arg0.elf
            end
            document program-symbols
            Load the symbols of a program, such as: program-symbols ls
            end

            target remote {target}
            tbreak {FirstMethod}
            continue

            """);
        return path;
    }
}
