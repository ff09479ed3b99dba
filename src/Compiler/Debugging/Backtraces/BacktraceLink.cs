// Links a program together with the backtrace table of its own code.
//
// The table can be made only when addresses are final, and it is part of what is linked; so the program is linked twice. The linker
// script places the section `.backtrace` behind all code, so the table moves data, but no code, and the second link gives functions
// the addresses that the first one gave them. That is checked.

using Xv6.Compiler.Debugging.Elf;
using Xv6.Compiler.Toolchain;

namespace Xv6.Compiler.Debugging.Backtraces;

public static class BacktraceLink
{
    /// <summary>Makes the ELF file with its table, if it isn't current. Intermediate files are put beside it.</summary>
    /// <param name="linker">
    /// Its script has an output section of read-only data behind the code:
    /// <c>.backtrace : { __backtrace_table = .; KEEP(*(.backtrace)) __backtrace_table_end = .; }</c>
    /// </param>
    /// <returns>True if it was made, false if it was current.</returns>
    /// <exception cref="ToolchainException">A tool failed, or the script places the table before code.</exception>
    public static bool Link(Linker linker, ObjectFileBuilder assembler, IReadOnlyList<string> objects, string output)
    {
        string first = output + ".first";
        string table = output + ".backtrace";
        string source = table + ".S";
        linker.Link(objects, first);
        using (Fingerprint fingerprint = new())
        {
            fingerprint.AddFile(first);
            IncrementalOutput.Update(
                table,
                fingerprint,
                path => File.WriteAllBytes(path, BacktraceTableBuilder.Build(AddressMap.Read(ElfImage.Load(first)))));
            File.WriteAllText(source, AssemblySource(table, File.ReadAllBytes(table)));
        }

        IReadOnlyList<string> tableObjects = assembler.Build([new(source, table + ".o")]);
        bool isNew = linker.Link([.. objects, .. tableObjects], output);
        if (isNew && !HasSameCode(ElfImage.Load(first), ElfImage.Load(output)))
            throw new ToolchainException($"The linker script of {output} places the section .backtrace before code; it has to be behind.");
        return isNew;
    }

    /// <summary>The hash makes the source, and so the object file's fingerprint, change with the table.</summary>
    private static string AssemblySource(string table, byte[] content) =>
        $"""
        # {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content))}
        	.section .backtrace, "a"
        	.balign 8
        	.incbin "{Path.GetFullPath(table)}"

        """;

    private static bool HasSameCode(ElfImage first, ElfImage second)
    {
        Dictionary<string, ulong> Functions(ElfImage image)
        {
            ElfSection text = image.FindSection(".text")!.Value;
            return image.Symbols()
                .Where(symbol => symbol.Address >= text.Address && symbol.Address < text.Address + (ulong)text.Size)
                .DistinctBy(symbol => symbol.Name)
                .ToDictionary(symbol => symbol.Name, symbol => symbol.Address);
        }

        Dictionary<string, ulong> addresses = Functions(second);
        return Functions(first).All(function => addresses.GetValueOrDefault(function.Key) == function.Value);
    }
}
