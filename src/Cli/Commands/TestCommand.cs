// ./xv6 test [FILTER]: every test of the project, or those whose name contains the filter. The last line says `N passed, N failed`.

using System.CommandLine;
using Xv6.Cli.Build;
using Xv6.Cli.Testing;

namespace Xv6.Cli.Commands;

public static class TestCommand
{
    /// <summary>Environment variable that tells the machine's tests to boot the normal kernel.</summary>
    public const string UncheckedVariable = "XV6_UNCHECKED";

    private const int SomeFailed = 1;

    public static Command Create()
    {
        Argument<string?> filter = new("FILTER")
        {
            Description = "run only tests whose full name contains this",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Command command = new("test", "Run all tests, on the host and on the machine.");
        Option<bool> isUnchecked = new("--unchecked")
        {
            Description = "boot the normal kernel in tests on the machine, to measure what the checks cost",
        };
        command.Arguments.Add(filter);
        command.Options.Add(isUnchecked);
        command.SetAction(parse =>
        {
            Environment.SetEnvironmentVariable(UncheckedVariable, parse.GetValue(isUnchecked) ? "1" : null);
            return Run(parse.GetValue(filter));
        });
        return command;
    }

    private static int Run(string? filter)
    {
        using (BuildLock.Take())
            BuildProgress.Step("building the tests", TestProjects.Build);
        TestRunner runner = new(filter);
        TestSummary summary = new(0, 0, []);
        foreach (string project in TestProjects.Names)
        {
            TestSummary own = runner.Run(project);
            summary += own;
            if (own.Total > 0)
                Console.WriteLine($"{project,-22} {own.Passed,6} passed, {own.Failures.Count} failed ({own.Seconds:f0} s)");
        }

        if (summary.Total == 0)
            throw new UserException(filter is null ? "there are no tests." : $"no test's name contains '{filter}'.");
        foreach (TestFailure failure in summary.Failures)
            Console.WriteLine($"\nfailed: {failure.Test}\n{failure.Message}");
        Console.WriteLine($"{summary.Passed} passed, {summary.Failures.Count} failed");
        return summary.Failures.Count == 0 ? 0 : SomeFailed;
    }
}
