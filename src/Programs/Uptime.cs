// uptime: says for how long the system has run.

namespace Xv6.Programs;

[Program("uptime")]
internal static class Uptime
{
    private const int TicksPerSecond = 10;

    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "uptime"u8);
        if (options.MoveNext())
            return options.Stop();
        int ticks = SystemControl.UptimeTicks;
        int seconds = ticks / TicksPerSecond;
        Console.Write($"up {seconds / 3600}:{seconds / 60 % 60:d2}:{seconds % 60:d2}.{ticks % TicksPerSecond}");
        if (SystemControl.GetInformation().Try(out SystemInformation information, out _))
            Console.Write($", {information.ProcessCount} processes");
        Console.WriteLine();
        return 0;
    }
}
