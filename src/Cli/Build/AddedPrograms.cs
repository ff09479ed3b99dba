// Turns the files that `--add` names into files for the image: source code is compiled, everything else is taken as it is.

using System.Security.Cryptography;
using System.Text;
using Xv6.Cli.Emulation;
using Xv6.Compiler.Toolchain;

namespace Xv6.Cli.Build;

public static class AddedPrograms
{
    /// <summary>Others' programs are not ours to warn about, and what older compilers took is no error.</summary>
    private static readonly string[] s_lenience =
    [
        "-w", "-Wno-error=implicit-function-declaration", "-Wno-error=implicit-int", "-Wno-error=int-conversion",
        "-Wno-error=incompatible-pointer-types", "-Wno-error=return-type",
    ];

    public static bool IsSource(string path) => Path.GetExtension(path) is ".c" or ".cs";

    /// <summary>The same files, with executables in the place of source code.</summary>
    /// <exception cref="UserException">One doesn't compile; the message has the errors, with the lines.</exception>
    public static IReadOnlyList<AddedFile> Compile(IReadOnlyList<AddedFile> files)
    {
        if (!files.Any(file => IsSource(file.Path)))
            return files;
        using IDisposable _ = BuildLock.Take();
        return [.. files.Select(Compile)];
    }

    private static AddedFile Compile(AddedFile file)
    {
        if (!IsSource(file.Path))
            return file;
        string source = Path.GetFullPath(file.Path);
        string folder = FolderOf(source);
        string program = Path.Combine(folder, Path.GetFileNameWithoutExtension(source));
        if (Path.GetExtension(source) == ".cs")
        {
            string compiled = CSharpProgramCompiler.Compile(source, folder);
            new ObjectFileEditor(LlvmInstallation.Newest).Strip(compiled, program);
        }
        else
        {
            CProgramCompiler.Compile(new CProgram([source, .. CompanionsOf(source)]) { Arguments = s_lenience }, program);
        }

        return file with { Path = program };
    }

    /// <summary>Assembly that goes with a program: <c>uthread_switch.S</c> beside <c>uthread.c</c>.</summary>
    private static IEnumerable<string> CompanionsOf(string source) =>
        Directory.GetFiles(Path.GetDirectoryName(source)!, Path.GetFileNameWithoutExtension(source) + "_*.S").Order(StringComparer.Ordinal);

    /// <summary>A place of its own for each source file, so that two of one name don't overwrite each other.</summary>
    private static string FolderOf(string source) =>
        Repository.Artifact("added", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)))[..12]);
}
