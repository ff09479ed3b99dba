// Copies of images: same bytes, holes stay holes.

using Xv6.Cli.Tools;

namespace Xv6.CliTests;

public sealed class SparseFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xv6-cli-tests-").FullName;

    [Fact]
    public void TheCopyHasTheSameBytes()
    {
        string original = Path.Combine(_folder, "original"), copy = Path.Combine(_folder, "copy");
        byte[] content = new byte[300_001];
        new Random(1).NextBytes(content.AsSpan(70_000, 50_000));
        content[^1] = 1;
        File.WriteAllBytes(original, content);
        SparseFile.Copy(original, copy);
        Assert.Equal(content, File.ReadAllBytes(copy));
    }

    [Fact]
    public void AnEmptyEndKeepsItsLength()
    {
        string original = Path.Combine(_folder, "original"), copy = Path.Combine(_folder, "copy");
        File.WriteAllBytes(original, new byte[200_000]);
        SparseFile.Copy(original, copy);
        Assert.Equal(200_000, new FileInfo(copy).Length);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
