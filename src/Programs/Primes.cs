// primes: finds prime numbers with a pipeline of processes, one for each prime (C. A. R. Hoare, "Communicating Sequential Processes"):
// each prints the first number that it gets, and passes on those that this doesn't divide.

using System.Runtime.InteropServices;

namespace Xv6.Programs;

[Program("primes")]
internal static class Primes
{
    private const int DefaultLimit = 280;

    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "primes [LIMIT]"u8);
        if (options.MoveNext())
            return options.Stop();
        int limit = DefaultLimit;
        if (options.OperandCount > 0 && !Utf8.TryParse(arguments[options.FirstOperand], out limit))
            return Failure.Report(arguments[options.FirstOperand], ErrorNumber.InvalidArgument);
        if (!TryStartFilter(default, out Pipe pipe))
            return 1;
        for (int number = 2; number <= limit; number++)
            Send(pipe.Writer, number);
        pipe.Writer.Close();
        Process.Wait(out int status);
        return status;
    }

    /// <summary>Starts a process that filters what the pipe is given.</summary>
    /// <param name="input">The starting process's own input, which is not the new one's business.</param>
    /// <param name="pipe">The new process's input; the caller has its writing end.</param>
    private static bool TryStartFilter(FileDescriptor input, out Pipe pipe)
    {
        if (!Pipe.Create().Try(out pipe, out ErrorNumber error) || !Process.Fork().Try(out int child, out error))
        {
            Failure.Report("filter"u8, error);
            return false;
        }
        if (child == 0)
        {
            pipe.Writer.Close();
            if (input != FileDescriptor.Input)
                input.Close();
            Process.Exit(Filter(pipe.Reader));
        }
        pipe.Reader.Close();
        return true;
    }

    private static int Filter(FileDescriptor input)
    {
        if (!TryReceive(input, out int prime))
            return 0;
        Console.WriteLine($"prime {prime}");
        Console.Out.Flush();
        Pipe? next = null;
        while (TryReceive(input, out int number))
        {
            if (number % prime == 0)
                continue;
            if (next is null)
            {
                if (!TryStartFilter(input, out Pipe pipe))
                    return 1;
                next = pipe;
            }
            Send(next.Value.Writer, number);
        }
        if (next is null)
            return 0;
        next.Value.Writer.Close();
        Process.Wait(out int status);
        return status;
    }

    private static void Send(FileDescriptor output, int number) => output.WriteAll(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in number)));

    private static bool TryReceive(FileDescriptor input, out int number)
    {
        number = 0;
        return input.Read(MemoryMarshal.AsBytes(new Span<int>(ref number))).Try(out int count, out _) && count == sizeof(int);
    }
}
