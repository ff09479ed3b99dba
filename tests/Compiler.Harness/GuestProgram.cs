// A program of cases, compiled to an ELF for Linux's user mode.
//
// What calls the cases is generated: a switch from the case's number to its method, because compiled code has no reflection.

using System.Text;
using Xv6.Compiler.Cases.Runtime;

namespace Xv6.Compiler.Harness;

/// <param name="Path">The ELF file; null if it could not be compiled.</param>
/// <param name="Diagnostics">Errors and warnings of the compiler.</param>
public sealed record GuestProgram(string? Path, IReadOnlyList<Diagnostic> Diagnostics)
{
    private const string EntryAssembly = "CaseEntry";

    private static string BaseDirectory => System.IO.Path.GetDirectoryName(typeof(Output).Assembly.Location)!;

    /// <summary>The assemblies that generated sources may refer to.</summary>
    public static IReadOnlyList<string> RuntimeAssemblies { get; } =
        [typeof(Output).Assembly.Location, typeof(Machine.Target).Assembly.Location];

    /// <param name="directory">Where all files of this compilation go.</param>
    public static GuestProgram Compile(IReadOnlyList<Case> cases, string directory, bool hasDebugInformation)
    {
        string[] caseAssemblies = [.. cases.Select(each => each.Method.Module.Assembly.Location).Concat(RuntimeAssemblies).Distinct()];
        string entry = CSharpSource.Compile(EntrySource(cases), EntryAssembly, directory, caseAssemblies);
        return Compile([entry, .. caseAssemblies], directory, hasDebugInformation);
    }

    private static GuestProgram Compile(IReadOnlyList<string> assemblies, string directory, bool hasDebugInformation)
    {
        string output = System.IO.Path.Combine(directory, "cases.elf");
        CompilationResult result = Compilation.Compile(new CompilationOptions
        {
            Target = CompilationTarget.LinuxProgram,
            Assemblies = assemblies,
            AdditionalSources = [System.IO.Path.Combine(BaseDirectory, "start.S")],
            LinkerScript = System.IO.Path.Combine(BaseDirectory, "program.ld"),
            Output = output,
            IntermediateDirectory = directory,
            DebugInformation = hasDebugInformation,
        });
        return new GuestProgram(result.Succeeded ? output : null, result.Diagnostics);
    }

    private static string EntrySource(IReadOnlyList<Case> cases)
    {
        StringBuilder source = new();
        source.AppendLine(
            """
            // Generated: calls each case by its number.
            using Xv6.Compiler.Cases.Runtime;
            using Xv6.Machine.Compilation;

            public static unsafe class CaseEntry
            {
                [Export("case_main")]
                public static void Start() => CaseRunner.RunAll(Count, &Run);

                private static void Run(int number)
                {
                    switch (number)
                    {
            """);
        for (int number = 0; number < cases.Count; number++)
            source.AppendLine($"            case {number}: {cases[number].QualifiedName}(); break;");
        source.AppendLine(
            $$"""
                    }
                }

                private const int Count = {{cases.Count}};
            }
            """);
        return source.ToString();
    }
}
