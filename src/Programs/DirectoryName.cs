// dirname: a path without its last part.

namespace Xv6.Programs;

[Program("dirname")]
internal static class DirectoryName
{
    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "dirname PATH"u8);
        if (options.MoveNext())
            return options.Stop();
        if (options.OperandCount != 1)
            return options.StopAtOperands();
        ReadOnlySpan<byte> path = arguments[options.FirstOperand];
        ReadOnlySpan<byte> trimmed = path.TrimEnd((byte)'/');
        ReadOnlySpan<byte> directory = trimmed[..(trimmed.LastIndexOf((byte)'/') + 1)];
        ReadOnlySpan<byte> shown = directory.TrimEnd((byte)'/');
        bool isRoot = directory.Length > 0 || (path.Length > 0 && trimmed.Length == 0);
        Console.WriteLine(shown.Length > 0 ? shown : isRoot ? "/"u8 : "."u8);
        return 0;
    }
}
