// forktest: makes processes until there are no more, or as many as it was told, and waits for them.

namespace Xv6.Programs;

[Program("forktest")]
internal static class ForkTest
{
    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "forktest [COUNT]"u8);
        if (options.MoveNext())
            return options.Stop();
        int limit = 1000;
        if (options.OperandCount > 0 && !Utf8.TryParse(arguments[options.FirstOperand], out limit))
            return Failure.Report(arguments[options.FirstOperand], ErrorNumber.InvalidArgument);
        Console.WriteLine("fork test"u8);
        int count = 0;
        for (; count < limit && Process.Fork().Try(out int child, out _); count++)
        {
            if (child == 0)
                return 0;
        }
        for (int i = 0; i < count; i++)
        {
            if (!Process.Wait(out _).IsSuccess)
                return Failure.Report($"wait stopped early, after {i} of {count}");
        }
        if (Process.Wait(out _).IsSuccess)
            return Failure.Report("wait got one too many"u8);
        Console.WriteLine($"{count} processes");
        Console.WriteLine("fork test OK"u8);
        return 0;
    }
}
