// Turns LLVM IR and assembly into object files, by clang.

using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Xv6.Compiler.Toolchain;

/// <summary>One object file to make.</summary>
/// <param name="Source">LLVM IR (`.ll`) or assembly for the C preprocessor (`.S`).</param>
public readonly record struct ObjectFileUnit(string Source, string Object);

/// <summary>Compiles units for one architecture. Safe to use from several threads.</summary>
public sealed partial class ObjectFileBuilder(LlvmInstallation llvm, TargetArchitecture architecture)
{
    /// <summary>clang's -O level for IR.</summary>
    public int OptimizationLevel { get; init; } = 2;

    /// <summary>Further arguments, such as <c>-DNAME=value</c> for assembly.</summary>
    public ImmutableArray<string> ExtraArguments { get; init; } = [];

    /// <summary>Makes the objects that aren't current, as many at a time as there are processors.</summary>
    /// <returns>The object files, in the units' order.</returns>
    /// <exception cref="ToolchainException">clang failed; all units were tried, and the message is about the first that failed.</exception>
    public IReadOnlyList<string> Build(IReadOnlyList<ObjectFileUnit> units)
    {
        ToolchainException?[] failures = new ToolchainException?[units.Count];
        Parallel.For(0, units.Count, index =>
        {
            try
            {
                Build(units[index]);
            }
            catch (ToolchainException failure)
            {
                failures[index] = failure;
            }
        });
        return failures.FirstOrDefault(failure => failure is not null) is { } first ? throw first : [.. units.Select(unit => unit.Object)];
    }

    private void Build(ObjectFileUnit unit)
    {
        string[] arguments = Path.GetExtension(unit.Source) == ".ll" ? IntermediateArguments() : AssemblyArguments();
        using Fingerprint fingerprint = new();
        fingerprint.Add(llvm.Clang).AddRange(arguments).AddFiles(WithIncludedFiles(unit.Source));
        IncrementalOutput.Update(
            unit.Object, fingerprint, output => ToolProcess.Run(llvm.Clang, [.. arguments, unit.Source, "-o", output]));
    }

    /// <summary>A section for each function and object, so that the linker can leave out what nothing refers to.</summary>
    private string[] IntermediateArguments() =>
    [
        .. architecture.ClangArguments, $"-O{OptimizationLevel}", "-c", "-x", "ir", "-Wno-override-module", "-ffunction-sections",
        "-fdata-sections", "-fstack-size-section",
        // A second way to follow variables through optimisations, for which our variables are too simple to profit.
        "-Xclang", "-fexperimental-assignment-tracking=disabled", .. ExtraArguments,
    ];

    private string[] AssemblyArguments() =>
        [.. architecture.ClangArguments, "-c", "-g", "-gdwarf-4", "-x", "assembler-with-cpp", .. ExtraArguments];

    /// <summary>The source and, where it is assembly, what it includes (relative to itself), however deep.</summary>
    private static IEnumerable<string> WithIncludedFiles(string source)
    {
        if (Path.GetExtension(source) == ".ll")
            return [source];

        List<string> files = [Path.GetFullPath(source)];
        for (int index = 0; index < files.Count; index++)
        {
            string directory = Path.GetDirectoryName(files[index])!;
            files.AddRange(IncludePattern().Matches(File.ReadAllText(files[index]))
                .Select(match => Path.GetFullPath(Path.Combine(directory, match.Groups[1].Value)))
                .Where(included => File.Exists(included) && !files.Contains(included)));
        }

        return files;
    }

    [GeneratedRegex("""^\s*[#.]include\s+["]([^"]+)["]""", RegexOptions.Multiline)]
    private static partial Regex IncludePattern();
}
