// false: fails.

namespace Xv6.Programs;

[Program("false")]
internal static class False
{
    public static int Main(Arguments arguments) => 1;
}
