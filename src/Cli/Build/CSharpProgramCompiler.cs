// Compiles one C# file to a program, as `--add hello.cs` does: by the SDK's C# compiler against src/Library to an assembly, and that
// by our compiler to an ELF file.
//
// The file may have top-level statements, or a class with a Main method as C# has it or, as the programs in src/Programs, one that takes
// the library's Arguments. The library's namespaces need no using directives.

using Xv6.Cli.Tools;
using Xv6.Compiler.Toolchain;

namespace Xv6.Cli.Build;

public static class CSharpProgramCompiler
{
    private const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using Xv6.Library;
        global using Xv6.Machine.Abi;
        global using Console = Xv6.Library.Console;
        """;

    /// <summary>C#'s error for a program without an entry point that the language knows.</summary>
    private const string NoEntryPoint = "error CS5001";

    /// <summary>Not the file's name, which can be that of a library.</summary>
    private const string AssemblyName = "AddedProgram";

    private static readonly string[] s_libraries = [Repository.BuiltAssembly("Library"), Repository.BuiltAssembly("Machine")];

    /// <summary>Compiles into this folder; the path of the ELF file.</summary>
    /// <exception cref="UserException">It doesn't compile; the message has the errors.</exception>
    public static string Compile(string source, string folder)
    {
        string name = Path.GetFileNameWithoutExtension(source);
        string assembly = Path.Combine(folder, AssemblyName + ".dll");
        CompileToAssembly(source, assembly);
        string entry = ProgramCatalog.EntryClass(assembly) ?? throw new UserException($"{source} has neither a Main method nor top-level statements.");
        SystemCompiler.CompilePrograms(assembly, [new ProgramEntry(name, entry)], folder);
        return Path.Combine(folder, name + ".elf");
    }

    private static void CompileToAssembly(string source, string assembly)
    {
        using Fingerprint fingerprint = new();
        fingerprint.AddFile(source).Add(GlobalUsings).AddFiles(s_libraries);
        IncrementalOutput.Update(assembly, fingerprint, target =>
        {
            // The compiler names the assembly after its file, so it makes that under its final name, in a folder of its own.
            string folder = Directory.CreateDirectory(assembly + ".build").FullName;
            string usings = Path.Combine(folder, "Usings.cs");
            File.WriteAllText(usings, GlobalUsings);
            string made = Path.Combine(folder, Path.GetFileName(assembly));
            string[] inputs = [.. Directory.GetFiles(DotnetHost.ReferenceAssemblies, "*.dll").Concat(s_libraries).Select(library => "-r:" + library), source, usings];
            string[] outputs = ["-out:" + made, $"-pdb:{Path.ChangeExtension(assembly, ".pdb")}"];
            CapturedProcess compilation = RunCompiler(["-target:exe", .. outputs, .. inputs]);
            if (compilation.Output.Contains(NoEntryPoint, StringComparison.Ordinal))
                compilation = RunCompiler(["-target:library", .. outputs, .. inputs]);
            if (compilation.ExitStatus != 0)
                throw new UserException($"{source} does not compile:\n{compilation.Output.TrimEnd()}");
            File.Move(made, target);
        });

        // References are looked for beside the assembly.
        foreach (string library in s_libraries)
            File.Copy(library, Path.Combine(Path.GetDirectoryName(assembly)!, Path.GetFileName(library)), overwrite: true);
    }

    private static CapturedProcess RunCompiler(IEnumerable<string> arguments) => CapturedProcess.Run(DotnetHost.Command,
    [
        Path.Combine(DotnetHost.Sdk, "Roslyn", "bincore", "csc.dll"), "-nologo", "-optimize+", "-debug:portable", "-unsafe+",
        "-nullable:enable", "-langversion:latest", "-nostdlib+", "-deterministic+", "-warn:0", .. arguments,
    ]);
}
