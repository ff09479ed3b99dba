// One program that strains the system, from power-on to the check of the disk, as often as it takes to use up the time.

using System.Globalization;
using Xv6.Cli.Build;
using Xv6.Cli.Emulation;
using Xv6.Cli.Images;
using Xv6.Cli.Tools;
using Xv6.Image;
using Xv6.Image.Checking;

namespace Xv6.Cli.Soak;

/// <param name="Machine">Options of each machine.</param>
/// <param name="System">What runs on it.</param>
/// <param name="Programs">The programs that strain the system.</param>
/// <param name="Seed">Where the seeds start.</param>
/// <param name="Time">For each program.</param>
public sealed record SoakPlan(MachineOptions Machine, BuiltSystem System, IReadOnlyList<AddedFile> Programs, int Seed, TimeSpan Time);

public static class SoakRun
{
    /// <summary>Between the seeds of two boots: more rounds than one has.</summary>
    private const int SeedsPerBoot = 1_000_000;

    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(10);

    /// <returns>True if nothing was found.</returns>
    public static bool Run(SoakPlan plan, SoakProgram program)
    {
        TimeSpan part = plan.Time / program.BootArguments.Count;
        int seed = plan.Seed;
        foreach (string arguments in program.BootArguments)
        {
            if (!RunBoot(plan, program, $"{arguments} {plan.Machine.BootArguments}".Trim(), seed, part))
                return false;
            seed += SeedsPerBoot;
        }

        return true;
    }

    private static bool RunBoot(SoakPlan plan, SoakProgram program, string arguments, int seed, TimeSpan time)
    {
        string folder = Directory.CreateDirectory(Repository.Artifact("soak")).FullName;
        string trace = Path.Combine(folder, $"{program.Name}-{seed}-{Environment.ProcessId}");
        string image = plan.Machine.Disk ?? trace + ".img", log = trace + ".log";
        if (plan.Machine.Disk is null)
            SparseFile.Copy(plan.System.Image, image);
        MachineOptions options = plan.Machine with { Disk = image, Added = [.. plan.Machine.Added, .. plan.Programs] };
        using MachineDisk disk = MachineDisk.Prepare(options, plan.System);
        string line = string.Create(CultureInfo.InvariantCulture, $"{program.Program} -s {seed} -d {(int)time.TotalSeconds}");
        QemuCommand command = QemuCommand.For(options, plan.System, disk) with { BootArguments = BootArguments.ForLines(arguments, [line]) };
        Say(program, $"{line} with {arguments}, {options.Harts} harts, {options.Memory} MiB; the console goes to {log}");

        string? problem;
        using (SoakConsole console = new(program, log))
            problem = Watch(command, console) ?? ProblemOf(image);
        if (problem is null)
        {
            Say(program, "nothing found");
            if (plan.Machine.Disk is null)
                File.Delete(image);
            return true;
        }

        Say(program, $"STOPPED: {problem}. The console's end:\n{SoakConsole.End(log)}");
        Say(program, $"the disk is {image}; the whole console {log}; to repeat: ./xv6 soak --seed SEED {program.Name}, with the last seed above");
        return false;
    }

    /// <returns>What went wrong; null if nothing did.</returns>
    private static string? Watch(QemuCommand command, SoakConsole console)
    {
        using QemuProcess machine = QemuProcess.Start(command, redirect: true);
        Task<string> errors = machine.Errors.ReadToEndAsync();
        Task copy = console.Copy(machine.Output);
        while (!machine.WaitForExit(TimeSpan.FromSeconds(1)))
        {
            if (!console.IsSilent)
                continue;

            // ^P: what every process is at.
            machine.Input.WriteByte(0x10);
            machine.Input.Flush();
            machine.WaitForExit(s_grace);
            machine.Kill();
            copy.GetAwaiter().GetResult();
            return "the machine hangs";
        }

        copy.GetAwaiter().GetResult();
        if (machine.EndedBySignal is { } status)
            return $"the command was interrupted by a signal, with status {status}";
        return machine.ExitStatus switch
        {
            0 => null,
            HeadlessRun.Panicked => "the kernel panicked",
            int other => QemuErrors.First(errors.GetAwaiter().GetResult()) ?? $"the program ended with status {other}",
        };
    }

    private static string? ProblemOf(string image)
    {
        CheckReport report = ImageChecker.Check(image);
        return report.IsClean ? null : $"the disk is damaged: {string.Join("; ", report.Problems)}";
    }

    private static void Say(SoakProgram program, string text) => Console.WriteLine($"{DateTime.Now:HH:mm:ss} {program.Name}: {text}");
}
