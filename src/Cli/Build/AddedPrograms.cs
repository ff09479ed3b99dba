// Turns the files that `--add` names into files for the image: source code is compiled, everything else is taken as it is.

using Xv6.Cli.Emulation;

namespace Xv6.Cli.Build;

public static class AddedPrograms
{
    public static bool IsSource(string path) => Path.GetExtension(path) is ".c";

    /// <summary>The same files, with executables in the place of source code.</summary>
    public static IReadOnlyList<AddedFile> Compile(IReadOnlyList<AddedFile> files) => [.. files.Select(Compile)];

    private static AddedFile Compile(AddedFile file)
    {
        if (!IsSource(file.Path))
            return file;
        string source = Path.GetFullPath(file.Path);
        string output = OutputOf(source);
        // Others' programs are not ours to warn about.
        CProgramCompiler.Compile(new CProgram(source) { Arguments = ["-w"] }, output);
        return file with { Path = output };
    }

    /// <summary>A place of its own for each source file, so that two of one name don't overwrite each other.</summary>
    private static string OutputOf(string source)
    {
        string key = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(source)))[..12];
        return Repository.Artifact("added", key, Path.GetFileNameWithoutExtension(source));
    }
}
