// zombie: a child exits that its parent doesn't wait for, so that init has to take it in.

namespace Xv6.Programs;

[Program("zombie")]
internal static class Zombie
{
    private const int Ticks = 5;

    public static int Main(Arguments arguments)
    {
        if (!Process.Fork().Try(out int child, out ErrorNumber error))
            return Failure.Report("fork"u8, error);
        if (child != 0)
            Process.Sleep(Ticks);
        return 0;
    }
}
