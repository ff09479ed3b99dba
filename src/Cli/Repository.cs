// Where things are: the clone that this tool was built in.

namespace Xv6.Cli;

/// <summary>Paths inside the clone. All are absolute.</summary>
public static class Repository
{
    private static readonly Lazy<string> s_root = new(FindRoot);

    public static string Root => s_root.Value;

    public static string Artifacts => Path.Combine(Root, "artifacts");

    public static string Source(params ReadOnlySpan<string> parts) => Path.Combine([Root, "src", .. parts]);

    public static string Artifact(params ReadOnlySpan<string> parts) => Path.Combine([Artifacts, .. parts]);

    /// <summary>What `dotnet build` made of a project.</summary>
    /// <param name="project">Its name.</param>
    /// <param name="pivot">The folder that MSBuild gives this way to build it.</param>
    public static string BuiltAssembly(string project, string pivot = "release") => Artifact("bin", project, pivot, project + ".dll");

    /// <summary>The tool lies in artifacts/bin/PROJECT/release of its clone, and so do the tests that use it as a library.</summary>
    private static string FindRoot()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "xv6sharp.slnx")))
                return folder;
        }

        throw new UserException($"{AppContext.BaseDirectory} is not inside a clone of xv6#; start the tool with ./xv6 of a clone.");
    }
}
