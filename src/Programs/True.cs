// true: succeeds.

namespace Xv6.Programs;

[Program("true")]
internal static class True
{
    public static int Main(Arguments arguments) => 0;
}
