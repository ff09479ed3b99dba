// clear: clears the screen.

namespace Xv6.Programs;

[Program("clear")]
internal static class Clear
{
    public static int Main(Arguments arguments)
    {
        Console.Write("\e[H\e[2J"u8);
        return 0;
    }
}
