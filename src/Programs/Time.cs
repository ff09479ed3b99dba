// time: runs a command and says how long it took, to a tenth of a second.

namespace Xv6.Programs;

[Program("time")]
internal static class Time
{
    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "time COMMAND [ARGUMENT]..."u8);
        if (options.MoveNext())
            return options.Stop();
        if (options.OperandCount == 0)
            return options.StopAtOperands();
        int start = SystemControl.UptimeTicks;
        Result<int> status = ChildProgram.Run(ChildProgram.Words(arguments, options.FirstOperand));
        int ticks = SystemControl.UptimeTicks - start;
        if (!status.IsSuccess)
            return Failure.Report("fork"u8, status.Error);
        Console.Error.WriteLine($"real {ticks / 10}.{ticks % 10} s");
        return status.ValueOrDefault;
    }
}
