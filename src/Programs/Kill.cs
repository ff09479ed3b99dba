// kill: ends processes by their numbers.

namespace Xv6.Programs;

[Program("kill")]
internal static class Kill
{
    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "kill PID..."u8);
        if (options.MoveNext())
            return options.Stop();
        if (options.OperandCount == 0)
            return options.StopAtOperands();
        int status = 0;
        for (int i = options.FirstOperand; i < arguments.Count; i++)
        {
            ErrorNumber error = Utf8.TryParse(arguments[i], out int processId) ? Process.Kill(processId) : ErrorNumber.InvalidArgument;
            if (error != ErrorNumber.None)
                status = Failure.Report(arguments[i], error);
        }
        return status;
    }
}
