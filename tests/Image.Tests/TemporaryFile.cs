// A path in the host's temporary directory that is gone when the test ends.

namespace Xv6.Image.Tests;

internal sealed class TemporaryFile : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"xv6sharp-{Guid.NewGuid():n}.img");

    public void Dispose() => File.Delete(Path);
}
