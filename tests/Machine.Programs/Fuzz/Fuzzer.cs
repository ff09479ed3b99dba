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
    public static int Main(Arguments arguments)
    {
        StrainOptions strain = new(processes: 8, count: 400);
        bool traces = false;
        OptionReader options = new(arguments, StrainOptions.Usage);
        while (options.MoveNext())
        {
            if (options.Letter == 't')
                traces = true;
            else if (!strain.Take(ref options))
                return options.Stop();
        }
        if (options.OperandCount > 0)
            return options.StopAtOperands();

        Supervisor supervisor = new(strain.Processes, strain.Count, traces);
        bool isFine = strain.RunRounds(supervisor);
        Console.WriteLine($"fuzz: {supervisor.Rounds} rounds, at least {supervisor.Calls} calls, {supervisor.Deaths} deaths: {(isFine ? "no leak" : "failed")}");
        return isFine ? 0 : 1;
    }
}
