// Compiles C programs, by clang, against the headers, entry code and library in src/Library/C.

using Xv6.Cli.Tools;
using Xv6.Compiler.Toolchain;

namespace Xv6.Cli.Build;

/// <summary>Which sources make a program, and how it is linked.</summary>
public sealed record CProgram(params IReadOnlyList<string> Sources)
{
    public string LinkerScript { get; init; } = Repository.Source("Library", "Start", "program.ld");

    /// <summary>Further arguments of clang.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}

public static class CProgramCompiler
{
    private static string Library => Repository.Source("Library", "C");

    /// <summary>Compiles and links the program if its sources, the library or the tools changed.</summary>
    /// <exception cref="UserException">It doesn't compile; the message has clang's errors.</exception>
    public static void Compile(CProgram program, string output)
    {
        LlvmInstallation llvm = LlvmInstallation.Newest;
        string[] library = Files(Library, "*.c", "*.S");
        string[] arguments =
        [
            $"--target={TargetArchitecture.Triple}", $"-march={TargetArchitecture.Program.Isa}", $"-mabi={TargetArchitecture.Program.Abi}",
            "-mcmodel=medany", "-O2", "-g", "-ffreestanding", "-fno-builtin", "-ffunction-sections", "-nostdlib", "-static",
            $"--ld-path={llvm.Linker}", "-Wl,--gc-sections", "-Wl,--build-id=none", "-Wl,-z,max-page-size=4096",
            // Programs include "kernel/types.h" or, written for older trees, "types.h".
            .. Includes("", "kernel", "user"), .. program.Arguments,
        ];

        using Fingerprint fingerprint = new();
        fingerprint.Add(llvm.Clang).AddRange(arguments).AddFile(program.LinkerScript)
            .AddFiles(library).AddFiles(Files(Path.Combine(Library, "include"), "*.h"))
            .AddFiles(program.Sources).AddFiles(program.Sources.SelectMany(NeighbouringHeaders).Distinct());
        IncrementalOutput.Update(output, fingerprint, target =>
        {
            CapturedProcess compilation = CapturedProcess.Run(
                llvm.Clang, [.. arguments, $"-Wl,-T,{program.LinkerScript}", .. program.Sources, .. library, "-o", target]);
            if (compilation.ExitStatus != 0)
                throw new UserException($"{program.Sources[0]} does not compile:\n{compilation.Errors.TrimEnd()}");
        });
    }

    private static IEnumerable<string> Includes(params IEnumerable<string> folders) =>
        folders.Select(folder => "-I" + Path.Combine(Library, "include", folder));

    private static string[] NeighbouringHeaders(string source) => Directory.GetFiles(Path.GetDirectoryName(Path.GetFullPath(source))!, "*.h");

    private static string[] Files(string folder, params IEnumerable<string> patterns) =>
        [.. patterns.SelectMany(pattern => Directory.GetFiles(folder, pattern, SearchOption.AllDirectories)).Order(StringComparer.Ordinal)];
}
