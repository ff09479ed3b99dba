// fuzz: random system calls from several processes at once, to find what breaks. The kernel must survive whatever they do; afterwards
// memory, processes, blocks and inodes must be what they were.
//
//     fuzz [-s SEED] [-n ROUNDS] [-d SECONDS] [-p PROCESSES] [-c CALLS] [-t]
//
// A round has a seed of its own, SEED + its number: each of PROCESSES workers makes CALLS calls, again and again from another seed until it
// has done so a few times, whether it finished or died. So the same seed makes the same calls, as far as the results of calls allow that
// do depend on what other processes do. -t has the kernel write each call to the console.

namespace Xv6.MachinePrograms.Fuzz;

[Program("fuzz")]
internal static class Fuzzer
{
    private const int TicksPerSecond = 10;

    private static ReadOnlySpan<byte> Usage => "fuzz [-s SEED] [-n ROUNDS] [-d SECONDS] [-p PROCESSES] [-c CALLS] [-t]"u8;

    public static int Main(Arguments arguments)
    {
        int seed = 1, rounds = int.MaxValue, seconds = 0, processes = 8, calls = 400;
        bool traces = false;
        OptionReader options = new(arguments, Usage);
        while (options.MoveNext())
        {
            switch (options.Letter)
            {
                case 's' when options.TryGetNumber(out seed):
                case 'n' when options.TryGetNumber(out rounds):
                case 'd' when options.TryGetNumber(out seconds):
                case 'p' when options.TryGetNumber(out processes):
                case 'c' when options.TryGetNumber(out calls):
                    break;
                case 't':
                    traces = true;
                    break;
                default:
                    return options.Stop();
            }
        }
        if (options.OperandCount > 0)
            return options.StopAtOperands();

        Supervisor supervisor = new(processes, calls, traces);
        int end = seconds == 0 ? int.MaxValue : SystemControl.UptimeTicks + seconds * TicksPerSecond;

        // The first round is not measured: caches and pools reach their size in it.
        bool isFine = supervisor.RunRound(seed, isMeasured: false);
        for (int round = 1; isFine && round <= rounds && SystemControl.UptimeTicks < end; round++)
            isFine = supervisor.RunRound(seed + round, isMeasured: true);
        Console.WriteLine($"fuzz: {supervisor.Rounds} rounds, at least {supervisor.Calls} calls, {supervisor.Deaths} deaths: {(isFine ? "no leak" : "failed")}");
        return isFine ? 0 : 1;
    }
}
