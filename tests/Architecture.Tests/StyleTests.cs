// Rules for every source file: what it opens with, how long it may be, what it may not contain.

using System.Text.RegularExpressions;

namespace Xv6.ArchitectureTests;

public sealed partial class StyleTests
{
    private const int MaximumLines = 400;
    private const int MaximumColumns = 200;

    /// <summary>In two parts, so that this file doesn't break its own rule: unfinished work, and places of the machine it was written on.</summary>
    private static readonly string[] s_forbidden =
        ["TO" + "DO", "FIX" + "ME", "HA" + "CK:", "XX" + "X:", "NotImplemented" + "Exception", "/wo" + "rk/", "Assert.True(tr" + "ue)"];

    [Fact]
    public void EverySourceFileOpensWithWhatItIsFor() => SourceTree.AssertNone(
        SourceTree.Files(".cs", ".c", ".h", ".S", ".ld").Where(file => !OpensWithComment(SourceTree.Lines(file))));

    [Fact]
    public void NoSourceFileIsLong() => SourceTree.AssertNone(
        SourceTree.Files(".cs", ".c", ".h", ".S").Select(file => (file, count: SourceTree.Lines(file).Length))
            .Where(entry => entry.count > MaximumLines).Select(entry => $"{entry.file}: {entry.count} lines"));

    [Fact]
    public void NoLineIsWide() => SourceTree.AssertNone(
        Offences(SourceTree.Files(".cs", ".c", ".h", ".S", ".md"), line => line.Length > MaximumColumns && !line.StartsWith('|')));

    [Fact]
    public void NothingIsLeftUnfinished() => SourceTree.AssertNone(
        Offences(
            SourceTree.Files(".cs", ".c", ".h", ".S", ".ld", ".md", ".csproj", ".props", "Makefile", "xv6", "run"),
            line => s_forbidden.Any(word => line.Contains(word, StringComparison.Ordinal))));

    [Fact]
    public void NoCatchIsEmpty() => SourceTree.AssertNone(
        SourceTree.Files(".cs").Where(file => EmptyCatch().IsMatch(string.Join('\n', SourceTree.Lines(file)))));

    [Fact]
    public void NoTestIsSkipped() => SourceTree.AssertNone(Offences(SourceTree.Files(".cs"), line => SkippedTest().IsMatch(line)));

    [Fact]
    public void LinksBetweenPagesLeadSomewhere() => SourceTree.AssertNone(
        from file in SourceTree.Files(".md")
        from line in SourceTree.Lines(file)
        from Match link in Link().Matches(line)
        let target = link.Groups[1].Value.Split('#')[0]
        where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
        where !Path.Exists(Path.Combine(SourceTree.Root, Path.GetDirectoryName(file)!, target))
        select $"{file}: {target}");

    private static bool OpensWithComment(string[] lines) =>
        lines.Length > 0 && (lines[0].StartsWith("//", StringComparison.Ordinal) || lines[0].StartsWith("/*", StringComparison.Ordinal)
            || lines[0].StartsWith('#') && !lines[0].StartsWith("#include", StringComparison.Ordinal));

    private static IEnumerable<string> Offences(IEnumerable<string> files, Func<string, bool> isWrong) =>
        from file in files
        from entry in SourceTree.Lines(file).Select((line, index) => (line, number: index + 1))
        where isWrong(entry.line)
        select $"{file}:{entry.number}: {entry.line.Trim()}";

    [GeneratedRegex(@"catch\s*(\([^)]*\)\s*)?(when\s*\([^{]*\)\s*)?\{\s*\}")]
    private static partial Regex EmptyCatch();

    [GeneratedRegex(@"\[(Fact|Theory)\(.*Skip\s*=")]
    private static partial Regex SkippedTest();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
