// pingpong: two processes pass a byte to each other over a pair of pipes.

namespace Xv6.Programs;

[Program("pingpong")]
internal static class PingPong
{
    public static int Main(Arguments arguments)
    {
        if (!Pipe.Create().Try(out Pipe ping, out ErrorNumber error) || !Pipe.Create().Try(out Pipe pong, out error))
            return Failure.Report("pipe"u8, error);
        if (!Process.Fork().Try(out int child, out error))
            return Failure.Report("fork"u8, error);
        if (child == 0)
            return Receive(ping.Reader, "ping"u8) | Send(pong.Writer);
        int status = Send(ping.Writer) | Receive(pong.Reader, "pong"u8);
        Process.Wait(out int childStatus);
        return status | childStatus;
    }

    private static int Send(FileDescriptor output)
    {
        ErrorNumber error = output.WriteAll("x"u8);
        return error == ErrorNumber.None ? 0 : Failure.Report("write"u8, error);
    }

    private static int Receive(FileDescriptor input, ReadOnlySpan<byte> what)
    {
        Span<byte> buffer = stackalloc byte[1];
        if (!input.Read(buffer).Try(out int count, out ErrorNumber error) || count != 1)
            return Failure.Report("read"u8, error);
        Console.WriteLine($"{Process.Id}: received {what}");
        Console.Out.Flush();
        return 0;
    }
}
