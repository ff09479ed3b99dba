// trace: runs a command; the kernel prints each call of those that the mask has a bit for (bit n = call n).

namespace Xv6.Programs;

[Program("trace")]
internal static class Trace
{
    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "trace MASK COMMAND [ARGUMENT]..."u8);
        if (options.MoveNext())
            return options.Stop();
        if (options.OperandCount < 2)
            return options.StopAtOperands();
        if (!Utf8.TryParse(arguments[options.FirstOperand], out long mask))
            return Failure.Report(arguments[options.FirstOperand], ErrorNumber.InvalidArgument);
        ErrorNumber error = SystemCall.Invoke(SystemCallNumber.Trace, (nint)mask).Error;
        if (error != ErrorNumber.None)
            return Failure.Report("trace"u8, error);
        return ChildProgram.Become(ChildProgram.Words(arguments, options.FirstOperand + 1));
    }
}
