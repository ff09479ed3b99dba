// poweroff: writes everything to disk and powers the machine off, with a status for the host.

namespace Xv6.Programs;

[Program("poweroff")]
internal static class PowerOff
{
    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "poweroff [STATUS]"u8);
        if (options.MoveNext())
            return options.Stop();
        int status = 0;
        if (options.OperandCount > 1 || (options.OperandCount == 1 && !Utf8.TryParse(arguments[options.FirstOperand], out status)))
            return options.StopAtOperands();
        SystemControl.PowerOff(status);
        return 0;
    }
}
