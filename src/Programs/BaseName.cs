// basename: the last part of a path, without a suffix if one is given.

namespace Xv6.Programs;

[Program("basename")]
internal static class BaseName
{
    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "basename PATH [SUFFIX]"u8);
        if (options.MoveNext())
            return options.Stop();
        if (options.OperandCount is < 1 or > 2)
            return options.StopAtOperands();
        ReadOnlySpan<byte> path = arguments[options.FirstOperand];
        ReadOnlySpan<byte> trimmed = path.TrimEnd((byte)'/');
        ReadOnlySpan<byte> name = trimmed.Length == 0 && path.Length > 0 ? "/"u8 : trimmed[(trimmed.LastIndexOf((byte)'/') + 1)..];
        ReadOnlySpan<byte> suffix = options.OperandCount == 2 ? arguments[options.FirstOperand + 1] : default;
        if (suffix.Length < name.Length && name.EndsWith(suffix))
            name = name[..^suffix.Length];
        Console.WriteLine(name);
        return 0;
    }
}
