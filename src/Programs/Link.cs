// ln: gives a file another name; -s makes a symbolic link.

namespace Xv6.Programs;

[Program("ln")]
internal static class Link
{
    public static int Main(Arguments arguments)
    {
        bool isSymbolic = false;
        OptionReader options = new(arguments, "ln [-s] TARGET NAME"u8);
        while (options.MoveNext())
        {
            if (options.Letter != 's')
                return options.Stop();
            isSymbolic = true;
        }
        if (options.OperandCount != 2)
            return options.StopAtOperands();
        ReadOnlySpan<byte> target = arguments[options.FirstOperand];
        ReadOnlySpan<byte> name = Destination.Resolve(target, arguments[options.FirstOperand + 1]);
        ErrorNumber error = isSymbolic ? FileSystem.LinkSymbolically(target, name) : FileSystem.Link(target, name);
        return error == ErrorNumber.None ? 0 : Failure.Report($"{name} -> {target}: {error.Message} ({error.Name})");
    }
}
