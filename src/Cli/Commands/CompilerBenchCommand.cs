// ./xv6 bench compiler: the compiler's code against clang's, in instructions; prints the table of docs/compiler-benchmarks.md.

using System.CommandLine;
using System.Diagnostics;
using Xv6.Cli.Build;

namespace Xv6.Cli.Commands;

public static class CompilerBenchCommand
{
    private const string Runner = "bench/compiler/Runner";

    public static Command Create()
    {
        Command command = new("compiler", "Measure the compiler instead: its code against clang's, counted in instructions.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        using (BuildLock.Take())
            BuildProgress.Step("building the benchmarks", () => new DotnetBuild(Runner, "bench/compiler", "src/Compiler", "src/Machine").Update());
        ProcessStartInfo start = new(DotnetHost.Command, ["run", "--no-build", "--project", Path.Combine(Repository.Root, Runner)])
        {
            WorkingDirectory = Repository.Root,
        };
        using Process runner = Process.Start(start)!;
        runner.WaitForExit();
        return runner.ExitCode;
    }
}
