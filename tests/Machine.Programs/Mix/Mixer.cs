// mix: a random program. Several processes at once make files, pipes, processes and memory, all in valid ways, and compare what they get with
// a model of what it must be: the bytes of files and pipes, memory after a fork, exit statuses, names in directories.
//
//     mix [-s SEED] [-n ROUNDS] [-d SECONDS] [-p PROCESSES] [-c STEPS]
//
// A round has a seed of its own, SEED + its number; each process has one that follows from it, and works in a directory of its own, beside
// one that all of them share. The first thing that isn't as the model has it ends the run.

namespace Xv6.MachinePrograms.Mix;

[Program("mix")]
internal static class Mixer
{
    public static int Main(Arguments arguments)
    {
        StrainOptions strain = new(processes: 6, count: 150);
        OptionReader options = new(arguments, StrainOptions.Usage);
        while (options.MoveNext())
        {
            if (!strain.Take(ref options))
                return options.Stop();
        }
        if (options.OperandCount > 0)
            return options.StopAtOperands();

        Round round = new(strain.Processes, strain.Count);
        bool isFine = strain.RunRounds(round);
        Console.WriteLine($"mix: {round.Count} rounds, {round.Steps} steps: {(isFine ? "all as it must be" : "failed")}");
        return isFine ? 0 : 1;
    }
}
