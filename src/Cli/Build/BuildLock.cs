// Serialises builds on one clone: two commands at a time must not write the same files.

namespace Xv6.Cli.Build;

public static class BuildLock
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until no other command builds. The lock goes away with the process, however that ends.</summary>
    public static IDisposable Take()
    {
        Directory.CreateDirectory(Repository.Artifacts);
        string path = Repository.Artifact("build.lock");
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                Thread.Sleep(s_pause);
            }
        }
    }
}
