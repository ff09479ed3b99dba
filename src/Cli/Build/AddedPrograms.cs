// Turns the files that `--add` names into files for the image: source code is compiled, everything else is taken as it is.

using System.Security.Cryptography;
using System.Text;
using Xv6.Cli.Emulation;
using Xv6.Compiler.Toolchain;

namespace Xv6.Cli.Build;

public static class AddedPrograms
{
    public static bool IsSource(string path) => Path.GetExtension(path) is ".c" or ".cs";

    /// <summary>The same files, with executables in the place of source code.</summary>
    public static IReadOnlyList<AddedFile> Compile(IReadOnlyList<AddedFile> files) => [.. files.Select(Compile)];

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
            // Others' programs are not ours to warn about.
            CProgramCompiler.Compile(new CProgram(source) { Arguments = ["-w"] }, program);
        }

        return file with { Path = program };
    }

    /// <summary>A place of its own for each source file, so that two of one name don't overwrite each other.</summary>
    private static string FolderOf(string source) =>
        Repository.Artifact("added", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)))[..12]);
}
