// sleep: waits for a number of ticks (1/10 s), or of seconds if an s follows it.

namespace Xv6.Programs;

[Program("sleep")]
internal static class Sleep
{
    private const int TicksPerSecond = 10;

    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "sleep TICKS | SECONDSs"u8);
        if (options.MoveNext())
            return options.Stop();
        if (options.OperandCount != 1)
            return options.StopAtOperands();
        ReadOnlySpan<byte> text = arguments[options.FirstOperand];
        bool isSeconds = text is [.., (byte)'s'];
        if (!Utf8.TryParse(isSeconds ? text[..^1] : text, out int time) || time < 0 || time > int.MaxValue / TicksPerSecond)
            return Failure.Report(text, ErrorNumber.InvalidArgument);
        ErrorNumber error = Process.Sleep(isSeconds ? time * TicksPerSecond : time);
        return error == ErrorNumber.None ? 0 : Failure.Report(text, error);
    }
}
