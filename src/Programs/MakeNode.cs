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
        int first = options.FirstOperand;
        if (options.OperandCount != 3 || !IsNumber(arguments[first + 1], out major) || !IsNumber(arguments[first + 2], out minor))
            return options.StopAtOperands();
        ErrorNumber error = FileSystem.MakeDevice(arguments[first], (DeviceMajor)major, (short)minor);
        return error == ErrorNumber.None ? 0 : Failure.Report(arguments[first], error);
    }

    private static bool IsNumber(ReadOnlySpan<byte> text, out int number)
        => Utf8.TryParse(text, out number) && number is >= 0 and <= short.MaxValue;
}
