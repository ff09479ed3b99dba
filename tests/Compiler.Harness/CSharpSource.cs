// Compiles C# in process, as the SDK would compile a project: optimized, with a portable PDB.

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using System.Text;

namespace Xv6.Compiler.Harness;

public static class CSharpSource
{
    private static readonly Lazy<MetadataReference[]> s_standardReferences = new(FindStandardReferences);

    /// <summary>Compiles one source text to <paramref name="directory"/>/<paramref name="assemblyName"/>.dll.</summary>
    /// <param name="references">Paths of assemblies besides the standard ones.</param>
    /// <returns>The path of the assembly; the source lies beside it.</returns>
    /// <exception cref="InvalidOperationException">It has errors; the message lists them.</exception>
    public static string Compile(string source, string assemblyName, string directory, params IEnumerable<string> references)
    {
        Directory.CreateDirectory(directory);
        string sourcePath = Path.Combine(directory, assemblyName + ".cs");
        string assemblyPath = Path.ChangeExtension(sourcePath, ".dll");
        File.WriteAllText(sourcePath, source);

        SourceText text = SourceText.From(source, Encoding.UTF8);
        CSharpCompilation compilation = CSharpCompilation.Create(
            assemblyName,
            [CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest), sourcePath)],
            [.. s_standardReferences.Value, .. references.Select(path => MetadataReference.CreateFromFile(path))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true));

        using FileStream image = File.Create(assemblyPath);
        using FileStream symbols = File.Create(Path.ChangeExtension(sourcePath, ".pdb"));
        EmitResult result = compilation.Emit(image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        if (!result.Success)
        {
            IEnumerable<Microsoft.CodeAnalysis.Diagnostic> errors = result.Diagnostics.Where(problem => problem.Severity == DiagnosticSeverity.Error);
            throw new InvalidOperationException($"{sourcePath} does not compile:\n{string.Join('\n', errors.Take(20))}");
        }
        return assemblyPath;
    }

    /// <summary>The SDK's reference assemblies; where it has none (a distribution's package), the runtime's own.</summary>
    private static MetadataReference[] FindStandardReferences()
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string packs = Path.GetFullPath(Path.Combine(runtime, "../../../packs/Microsoft.NETCore.App.Ref"));
        string? pack = Directory.Exists(packs) ? Directory.GetDirectories(packs, $"{Environment.Version.Major}.*").Order().LastOrDefault() : null;
        string directory = pack is null ? runtime : Path.Combine(pack, "ref", $"net{Environment.Version.Major}.0");
        return [.. Directory.GetFiles(directory, "System*.dll").Where(IsManaged).Select(path => MetadataReference.CreateFromFile(path))];
    }

    private static bool IsManaged(string path)
    {
        using FileStream file = File.OpenRead(path);
        using System.Reflection.PortableExecutable.PEReader reader = new(file);
        return reader.HasMetadata;
    }
}
