// The file that a benchmark reads from the disk, a part of it in each sample.

using Xv6.Cli.Emulation;
using Xv6.Compiler.Toolchain;

namespace Xv6.Cli.Benchmarks;

public static class BenchmarkData
{
    private const int Size = 8 << 20;

    /// <summary>Made of random bytes: zeros would be holes in the image, and cost nothing to read.</summary>
    public static AddedFile Update()
    {
        string path = Repository.Artifact("systembench", "benchdata");
        using Fingerprint fingerprint = new();
        fingerprint.Add($"{Size}");
        IncrementalOutput.Update(path, fingerprint, target =>
        {
            byte[] content = new byte[Size];
            new Random(1).NextBytes(content);
            File.WriteAllBytes(target, content);
        });
        return new(path, "benchdata");
    }
}
