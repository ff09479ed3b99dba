// Dependencies between projects point downwards only: each may reference just these.

using System.Xml.Linq;

namespace Xv6.ArchitectureTests;

public sealed class ProjectLayerTests
{
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["Machine"] = [],
        ["Kernel"] = ["Machine"],
        ["Library"] = ["Machine"],
        ["Programs"] = ["Library", "Machine"],
        ["Compiler"] = ["Machine"],
        ["Image"] = ["Kernel", "Machine"],
        ["Cli"] = ["Compiler", "Image", "Kernel", "Machine"],
    };

    [Fact]
    public void ReferencesPointDownwards() => SourceTree.AssertNone(
        from project in Directory.EnumerateDirectories(Path.Combine(SourceTree.Root, "src")).Select(Path.GetFileName)
        from reference in ReferencesOf($"src/{project}/{project}.csproj")
        where !s_allowed.TryGetValue(project!, out string[]? allowed) || !allowed.Contains(reference)
        select $"{project} references {reference}");

    /// <summary>What the machine runs is written against the standard library alone.</summary>
    [Fact]
    public void WhatTheMachineRunsNeedsNoPackage() => SourceTree.AssertNone(
        from project in (string[])["Machine", "Kernel", "Library", "Programs"]
        from package in XDocument.Load(Path.Combine(SourceTree.Root, "src", project, project + ".csproj")).Descendants("PackageReference")
        select $"{project} references the package {package.Attribute("Include")?.Value}");

    [Fact]
    public void TheSolutionHasEveryProject()
    {
        string solution = File.ReadAllText(Path.Combine(SourceTree.Root, "xv6sharp.slnx"));
        SourceTree.AssertNone(SourceTree.Files(".csproj").Where(file => !solution.Contains(file, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> ReferencesOf(string projectFile) =>
        XDocument.Load(Path.Combine(SourceTree.Root, projectFile)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
}
