// touch: makes files that don't exist yet. (There are no times to set.)

namespace Xv6.Programs;

[Program("touch")]
internal static class Touch
{
    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "touch FILE..."u8);
        if (options.MoveNext())
            return options.Stop();
        if (options.OperandCount == 0)
            return options.StopAtOperands();
        int status = 0;
        for (int i = options.FirstOperand; i < arguments.Count; i++)
        {
            if (FileSystem.Exists(arguments[i]))
                continue;
            const OpenFlags Flags = OpenFlags.WriteOnly | OpenFlags.Create;
            if (FileDescriptor.Open(arguments[i], Flags).Try(out FileDescriptor file, out ErrorNumber error))
                file.Close();
            else
                status = Failure.Report(arguments[i], error);
        }
        return status;
    }
}
