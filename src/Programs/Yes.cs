// yes: prints a line again and again, until nobody reads it.

namespace Xv6.Programs;

[Program("yes")]
internal static class Yes
{
    public static int Main(Arguments arguments)
    {
        ReadOnlySpan<byte> line = arguments.Count > 1 ? arguments[1] : "y"u8;
        while (Console.Out.Failure == ErrorNumber.None)
            Console.WriteLine(line);
        return 1;
    }
}
