// The kernel thread that brings changed files to disk, so that at most the last second is lost.

using Xv6.Kernel.Files;
using Xv6.Kernel.Processes;

namespace Xv6.Kernel.Boot;

internal static class BackgroundWriter
{
    private const ulong PauseMilliseconds = 500;

    public static void Run()
    {
        while (true)
        {
            Timer.SleepMilliseconds(PauseMilliseconds);
            FileSystem.Root.WriteBack();
        }
    }
}
