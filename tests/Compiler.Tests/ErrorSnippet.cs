// A small program that must not compile: built with Roslyn, then given to the compiler.

using Xunit;
using Xv6.Compiler.Harness;

namespace Xv6.Compiler.Tests;

/// <param name="Members">Members of a static class; <c>Root</c> is exported. The line that is at fault ends with <c>// here</c>.</param>
public sealed record ErrorSnippet(
    string Members,
    CompilationTarget Target = CompilationTarget.LinuxProgram,
    bool HasServices = true,
    string? Reference = null,
    string? EntryClass = null,
    string? ClangArgument = null)
{
    public const string FaultMarker = "// here";

    private const string WithServices =
        """
            [RuntimeService(RuntimeService.Panic)]
            public static unsafe void Panic(byte* message, byte* file, int line) { }

            [RuntimeService(RuntimeService.Allocate)]
            public static nuint Allocate(nuint size) => 0;
        """;

    private string Source =>
        $$"""
        #nullable enable
        using System;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using Xv6.Machine.Compilation;

        public static class Snippet
        {
        {{(HasServices ? WithServices : "")}}
        {{Members}}
        }
        """;

    /// <summary>"Snippet.cs:LINE" of the marked line.</summary>
    public string FaultLocation(string name) =>
        $"{name}.cs:{Source.Split('\n').ToList().FindIndex(line => line.Contains(FaultMarker, StringComparison.Ordinal)) + 1}";

    /// <summary>The LLVM module of a snippet that has no errors.</summary>
    public string CompileToModule(string name)
    {
        Assert.Empty(Compile(name).Diagnostics);
        return File.ReadAllText(Path.Combine(DirectoryOf(name), "snippet.ll"));
    }

    /// <param name="name">Names the assembly and its directory.</param>
    public CompilationResult Compile(string name)
    {
        string directory = DirectoryOf(name);
        string machine = typeof(Machine.Target).Assembly.Location;
        string assembly = CSharpSource.Compile(Source, name, directory, Reference is null ? [machine] : [machine, Reference]);
        return Compilation.Compile(new CompilationOptions
        {
            Target = Target,
            Assemblies = [assembly, machine],
            LinkerScript = Path.Combine(AppContext.BaseDirectory, "program.ld"),
            Output = Path.Combine(directory, "snippet.elf"),
            IntermediateDirectory = directory,
            EntryClass = EntryClass,
            AdditionalClangArguments = ClangArgument is null ? [] : [ClangArgument],
        });
    }

    private static string DirectoryOf(string name) => Path.Combine(AppContext.BaseDirectory, "work", "errors", name);
}
