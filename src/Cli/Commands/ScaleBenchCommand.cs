// ./xv6 bench scale: how independent processes on several harts get along in the kernel.

using System.CommandLine;
using Xv6.Cli.Benchmarks;
using Xv6.Cli.Build;

namespace Xv6.Cli.Commands;

public static class ScaleBenchCommand
{
    public static Command Create()
    {
        Option<bool> save = new("--save") { Description = "write the tables in docs/performance.md" };
        Command command = new("scale", "Measure independent processes on 1, 2, 4 and 8 harts: speed-up, spins, and the locks that each operation takes.");
        command.Options.Add(save);
        command.SetAction(parse => Run(parse.GetValue(save)));
        return command;
    }

    private static int Run(bool save)
    {
        string tables = new ScaleBenchmark(ProgramProject.Benchmarks.UpdateAlone()).Run();
        Console.Write(tables);
        if (save)
            PerformanceDocument.Replace(ScaleBenchmark.Begin, $"{BenchmarkSession.Conditions(ScaleBenchmark.Samples)}\n\n{tables}");
        return 0;
    }
}
