// kill: ends processes by their numbers. What signal is asked for (-9) doesn't matter: there is only one.

namespace Xv6.Programs;

[Program("kill")]
internal static class Kill
{
    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "kill PID..."u8);
        int first = 1;
        if (arguments.Count > 1 && arguments[1] is [(byte)'-', not (byte)'h', ..])
            first = 2;
        else if (options.MoveNext())
            return options.Stop();
        if (arguments.Count <= first)
            return options.StopAtOperands();
        int status = 0;
        for (int i = first; i < arguments.Count; i++)
        {
            ErrorNumber error = Utf8.TryParse(arguments[i], out int processId) ? Process.Kill(processId) : ErrorNumber.InvalidArgument;
            if (error != ErrorNumber.None)
                status = Failure.Report(arguments[i], error);
        }
        return status;
    }
}
