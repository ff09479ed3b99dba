// The files of this clone that the rules are about.

namespace Xv6.ArchitectureTests;

public static class SourceTree
{
    private static readonly string[] s_folders = ["src", "tests", "bench", "docs", ".ci"];

    public static string Root { get; } = FindRoot();

    /// <summary>Files with one of these endings, below the folders that hold the project's own work; paths relative to the root.</summary>
    public static IReadOnlyList<string> Files(params string[] endings) =>
    [
        .. s_folders.Select(folder => Path.Combine(Root, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Root))
            .Where(path => endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)))
            .Select(path => Path.GetRelativePath(Root, path))
            .Order(StringComparer.Ordinal),
    ];

    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    /// <summary>Fails with all offences at once: one run shows all there is to mend.</summary>
    public static void AssertNone(IEnumerable<string> offences)
    {
        string[] found = [.. offences];
        Assert.True(found.Length == 0, $"{found.Length} offences:\n" + string.Join('\n', found));
    }

    private static string FindRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "xv6sharp.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests are not inside a clone.");
        return folder;
    }
}
