// The programs in Programs/, nearly all in C, compiled when a test first asks for one.

using System.Collections.Concurrent;
using Xv6.Cli;
using Xv6.Cli.Build;
using Xv6.Cli.Emulation;

namespace Xv6.MachineTests.Harness;

public static class TestPrograms
{
    private static readonly ConcurrentDictionary<string, AddedFile> s_compiled = new();

    private static string Folder => Path.Combine(Repository.Root, "tests", "Machine.Tests", "Programs");

    /// <summary>The program as a file to add to an image.</summary>
    public static AddedFile Get(string name) => s_compiled.GetOrAdd(name, Compile);

    private static AddedFile Compile(string name)
    {
        string inCSharp = Path.Combine(Folder, name + ".cs");
        if (File.Exists(inCSharp))
            return AddedPrograms.Compile([new(inCSharp, name)])[0];
        string output = Repository.Artifact("test-programs", name);
        string[] warnings = ["-Wall", "-Wextra", "-Werror"];
        string source = Path.Combine(Folder, name + ".c");
        string rawCall = Path.Combine(Folder, "raw_call.S");
        CProgram program = name switch
        {
            "registers" => new CProgram(source, rawCall, Path.Combine(Folder, "registers_probe.S")) { Arguments = warnings },
            // -N: the linker may not move the segment to a page of the file.
            "segment" => new CProgram(source) { Arguments = [.. warnings, "-Wl,-N"], LinkerScript = Path.Combine(Folder, "single_segment.ld") },
            _ => new CProgram(source, rawCall) { Arguments = warnings },
        };
        CProgramCompiler.Compile(program, output);
        return new(output, name);
    }
}
