// echo: prints its arguments, separated by spaces.

namespace Xv6.Programs;

[Program("echo")]
internal static class Echo
{
    public static int Main(Arguments arguments)
    {
        EchoText.Write(ChildProgram.Words(arguments, 1), Console.Out);
        return 0;
    }
}
