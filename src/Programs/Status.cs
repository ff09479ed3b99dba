// stat: says what is known about files.

namespace Xv6.Programs;

[Program("stat")]
internal static class Status
{
    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "stat FILE..."u8);
        if (options.MoveNext())
            return options.Stop();
        if (options.OperandCount == 0)
            return options.StopAtOperands();
        int result = 0;
        for (int i = options.FirstOperand; i < arguments.Count; i++)
        {
            if (FileSystem.GetLinkStatus(arguments[i]).Try(out FileStatus status, out ErrorNumber error))
                Print(arguments[i], status);
            else
                result = Failure.Report(arguments[i], error);
        }
        return result;
    }

    private static void Print(ReadOnlySpan<byte> name, FileStatus status)
    {
        Console.Write($"{name}: type {(short)status.Type}, size {status.Size}, inode {status.InodeNumber}, ");
        Console.WriteLine($"links {status.LinkCount}, device {status.Device}");
    }
}
