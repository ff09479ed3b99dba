// ln: gives a file another name; -s makes a symbolic link, -f takes the place of a file that has the name.

namespace Xv6.Programs;

[Program("ln")]
internal static class Link
{
    public static int Main(Arguments arguments)
    {
        bool isSymbolic = false;
        bool isForced = false;
        OptionReader options = new(arguments, "ln [-sf] TARGET NAME"u8);
        while (options.MoveNext())
        {
            if (options.Letter is not ('s' or 'f'))
                return options.Stop();
            isSymbolic |= options.Letter == 's';
            isForced |= options.Letter == 'f';
        }
        if (options.OperandCount != 2)
            return options.StopAtOperands();
        ReadOnlySpan<byte> target = arguments[options.FirstOperand];
        ReadOnlySpan<byte> name = Destination.Resolve(target, arguments[options.FirstOperand + 1]);
        if (isForced && !FileSystem.IsDirectory(name))
            FileSystem.Remove(name);
        ErrorNumber error = isSymbolic ? FileSystem.LinkSymbolically(target, name) : FileSystem.Link(target, name);
        return error == ErrorNumber.None ? 0 : Failure.Report($"{name} -> {target}: {error.Message} ({error.Name})");
    }
}
