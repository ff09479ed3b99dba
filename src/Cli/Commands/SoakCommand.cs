// ./xv6 soak: runs programs that strain the system, for long, with new seeds round after round.
//
// Exit status: 0 if nothing was found, 1 if something was. Then the console's text and the disk image are kept, and the command that
// begins with the seed in question is shown.

using System.CommandLine;
using Xv6.Cli.Build;
using Xv6.Cli.Emulation;
using Xv6.Cli.Soak;

namespace Xv6.Cli.Commands;

public static class SoakCommand
{
    private const int SomethingFound = 1;
    private const int DefaultMinutes = 60;
    private const int MostMinutes = 10_000;
    private const int HighestSeed = int.MaxValue / 2;
    private const string All = "all";

    private static int SeedByTheClock => (int)(DateTime.UtcNow.Ticks / TimeSpan.TicksPerSecond % 1_000_000) * 1000;

    public static Command Create()
    {
        MachineOptionSet machine = new();
        Option<int?> minutes = NumberOption.Create("--minutes", 1, MostMinutes, $"how long to go on (default: {DefaultMinutes})", "M");
        Option<int?> seed = NumberOption.Create("--seed", 0, HighestSeed, "where the seeds start (default: by the clock)", "N");
        Argument<string> what = new("WHAT")
        {
            Description = "fuzz: random system calls; random: a random program that checks what it gets; all: both, in a machine each, at once",
            DefaultValueFactory = _ => All,
        };
        what.AcceptOnlyFromAmong([.. SoakProgram.Known.Select(program => program.Name), All]);
        Command command = new("soak", "Strain the system for long: random calls and a random program, with new seeds each round.");
        machine.AddTo(command);
        command.Options.Add(minutes);
        command.Options.Add(seed);
        command.Arguments.Add(what);
        command.SetAction(parse => Run(machine.Read(parse), parse.GetValue(what)!, parse.GetValue(seed) ?? SeedByTheClock, parse.GetValue(minutes) ?? DefaultMinutes));
        return command;
    }

    private static int Run(MachineOptions options, string what, int seed, int minutes)
    {
        SoakProgram[] programs = [.. SoakProgram.Known.Where(program => what == All || program.Name == what)];
        if (options.Disk is not null && programs.Length > 1)
            throw new UserException("--disk is one machine's; name the program to soak it with: fuzz or random.");
        BuiltSystem system = SystemBuild.Update(KernelVariant.Of(options.IsChecked));
        SoakPlan plan = new(options, system, ProgramProject.Tests.UpdateAlone(), seed, TimeSpan.FromMinutes(minutes));
        bool[] fine = new bool[programs.Length];
        Thread[] runs = [.. programs.Select((program, index) => new Thread(() => fine[index] = SoakRun.Run(plan, program)))];
        Array.ForEach(runs, run => run.Start());
        Array.ForEach(runs, run => run.Join());
        return fine.All(isFine => isFine) ? 0 : SomethingFound;
    }
}
