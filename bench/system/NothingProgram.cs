// benchnothing: what exec is measured with. It exits.

namespace Xv6.SystemBench;

[Program("benchnothing")]
internal static class NothingProgram
{
    public static int Main() => 0;
}
