// readlink: says where symbolic links lead.

namespace Xv6.Programs;

[Program("readlink")]
internal static class ReadLink
{
    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "readlink LINK..."u8);
        if (options.MoveNext())
            return options.Stop();
        if (options.OperandCount == 0)
            return options.StopAtOperands();
        Span<byte> target = stackalloc byte[SystemCall.MaximumPathLength];
        int status = 0;
        for (int i = options.FirstOperand; i < arguments.Count; i++)
        {
            if (FileSystem.ReadLink(arguments[i], target).Try(out int length, out ErrorNumber error))
                Console.WriteLine(target[..length]);
            else
                status = Failure.Report(arguments[i], error);
        }
        return status;
    }
}
