// The programs that docs/writing-programs.md shows are compiled as `--add` does it, and run.

using Xv6.Cli;
using Xv6.Cli.Build;
using Xv6.Cli.Emulation;
using Xv6.MachineTests.Harness;

namespace Xv6.MachineTests;

public sealed class DocumentationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xv6-documentation-").FullName;

    [Fact]
    public void TheProgramsOfTheGuideRun()
    {
        MachineOptions options = new() { Added = [.. AddedPrograms.Compile([Extract("hello.c"), Extract("words.cs"), Extract("lines.cs"), Extract("child.cs")])] };
        Execution.Run(options, "hello you", "echo a b  c | words", "echo x > f; lines f", "child")
            .ExpectOutput("hello, you\n    3 words\nf: 1\nread: hello from the child\nit exited with 3\n");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The code block that follows the file's name in the guide.</summary>
    private AddedFile Extract(string name)
    {
        string guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "writing-programs.md"));
        int mention = guide.IndexOf($"`{name}`", StringComparison.Ordinal);
        int fence = guide.IndexOf("```c", mention, StringComparison.Ordinal);
        int start = guide.IndexOf('\n', fence) + 1;
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, guide[start..guide.IndexOf("```", start, StringComparison.Ordinal)]);
        return new(path, Path.GetFileNameWithoutExtension(name));
    }
}
