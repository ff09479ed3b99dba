// pwd: prints the path of the current directory.

namespace Xv6.Programs;

[Program("pwd")]
internal static class PrintDirectory
{
    public static int Main(Arguments arguments)
    {
        Span<byte> path = stackalloc byte[SystemCall.MaximumPathLength + 1];
        if (!FileSystem.GetCurrentDirectory(path).Try(out int length, out ErrorNumber error))
            return Failure.Report("current directory"u8, error);
        Console.WriteLine(path[..length].TrimEnd((byte)0));
        return 0;
    }
}
