// echo: prints its arguments, separated by spaces. -n leaves out the newline.

namespace Xv6.Programs;

[Program("echo")]
internal static class Echo
{
    public static int Main(Arguments arguments)
    {
        bool endsLine = arguments.Count < 2 || !arguments[1].SequenceEqual("-n"u8);
        int first = endsLine ? 1 : 2;
        for (int i = first; i < arguments.Count; i++)
        {
            if (i > first)
                Console.Out.WriteByte((byte)' ');
            Console.Out.Write(arguments[i]);
        }
        if (endsLine)
            Console.Out.WriteLine();
        return 0;
    }
}
