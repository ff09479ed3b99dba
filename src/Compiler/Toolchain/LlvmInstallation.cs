// Finds the LLVM installation that the compiler uses: the newest one from release 16 on.
//
// Debian names the tools of a release clang-22, ld.lld-22 and so on, next to a plain `clang` of its default release, which may be too
// old; other systems only have the plain names. An installation counts only if all of its tools that are needed are there, in one
// release. The environment variable XV6_LLVM names a directory (such as /usr/lib/llvm-19/bin) that is used in place of any search.

using System.Text.RegularExpressions;

namespace Xv6.Compiler.Toolchain;

/// <summary>The tools of one LLVM release: absolute paths.</summary>
public sealed partial class LlvmInstallation
{
    /// <summary>The oldest release whose textual IR is what the compiler writes (opaque pointers).</summary>
    public const int OldestRelease = 16;

    /// <summary>Names a directory with LLVM's tools.</summary>
    public const string DirectoryVariable = "XV6_LLVM";

    /// <summary>Releases that are looked for by name; far more than exist, since a look costs next to nothing.</summary>
    private const int NewestRelease = 40;

    private static readonly Lazy<LlvmInstallation> s_newest = new(Search);

    private LlvmInstallation(int release, string clang, string linker, string objectCopy)
    {
        Release = release;
        Clang = clang;
        Linker = linker;
        ObjectCopy = objectCopy;
    }

    /// <summary>The major version, such as 22.</summary>
    public int Release { get; }

    public string Clang { get; }

    /// <summary>ld.lld.</summary>
    public string Linker { get; }

    /// <summary>llvm-objcopy.</summary>
    public string ObjectCopy { get; }

    /// <summary>
    /// True where debug information about variables is a <c>#dbg_declare</c> record; before, it is a call of an intrinsic.
    /// </summary>
    public bool HasDebugRecords => Release >= 19;

    /// <summary>The newest installed release.</summary>
    /// <exception cref="ToolchainException">There is none; the message says what to install.</exception>
    public static LlvmInstallation Newest => s_newest.Value;

    private static LlvmInstallation Search()
    {
        if (Environment.GetEnvironmentVariable(DirectoryVariable) is { Length: > 0 } chosen)
        {
            return InDirectories([chosen], suffix: "")
                ?? throw new ToolchainException(
                    $"{DirectoryVariable}={chosen} has no clang, ld.lld and llvm-objcopy of release {OldestRelease} or later.");
        }

        string[] directories = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        LlvmInstallation? plain = InDirectories(directories, suffix: "");
        for (int release = NewestRelease; release >= OldestRelease && release > (plain?.Release ?? 0); release--)
        {
            if ((InDirectories(directories, $"-{release}") ?? InDirectories([$"/usr/lib/llvm-{release}/bin"], suffix: "")) is { } named)
                return named;
        }

        return plain ?? throw new ToolchainException(
            $"LLVM {OldestRelease} or later was not found; install clang, lld and llvm of one release "
            + "(on Debian 12: apt-get install clang-19 lld-19 llvm-19).");
    }

    /// <summary>The installation whose tools have this suffix; null if one is missing or the release is too old.</summary>
    private static LlvmInstallation? InDirectories(string[] directories, string suffix)
    {
        string? Tool(string name) => directories.Select(directory => Path.Combine(directory, name + suffix)).FirstOrDefault(File.Exists);

        if (Tool("clang") is not { } clang || Tool("ld.lld") is not { } linker || Tool("llvm-objcopy") is not { } objectCopy)
        {
            return null;
        }

        int release = ReleaseOf(clang);
        return release >= OldestRelease ? new(release, clang, linker, objectCopy) : null;
    }

    private static int ReleaseOf(string clang)
    {
        Match version = VersionPattern().Match(ToolProcess.Run(clang, ["--version"]).Output);
        return version.Success ? int.Parse(version.Groups[1].ValueSpan) : 0;
    }

    [GeneratedRegex(@"version (\d+)\.")]
    private static partial Regex VersionPattern();
}
