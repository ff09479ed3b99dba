// mknod: makes a device node.

namespace Xv6.Programs;

[Program("mknod")]
internal static class MakeNode
{
    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "mknod NAME MAJOR MINOR"u8);
        if (options.MoveNext())
            return options.Stop();
        int major = 0;
        int minor = 0;
        if (options.OperandCount != 3 || !IsNumber(arguments[options.FirstOperand + 1], out major) || !IsNumber(arguments[options.FirstOperand + 2], out minor))
            return options.StopAtOperands();
        ErrorNumber error = FileSystem.MakeDevice(arguments[options.FirstOperand], (DeviceMajor)major, (short)minor);
        return error == ErrorNumber.None ? 0 : Failure.Report(arguments[options.FirstOperand], error);
    }

    private static bool IsNumber(ReadOnlySpan<byte> text, out int number) => Utf8.TryParse(text, out number) && number is >= 0 and <= short.MaxValue;
}
