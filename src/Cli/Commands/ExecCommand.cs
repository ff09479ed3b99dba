// ./xv6 exec: boots headless, has the guest's shell run each line, copies what the console shows, and exits with the last line's status.
//
// Exit status: 0 to 123 the last line's; 124 time-out; 125 kernel panic; 126 the machine did not boot; 2 also for a request that can't
// be carried out (then with a sentence on standard error and nothing on standard output).

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Xv6.Cli.Build;
using Xv6.Cli.Emulation;
using Xv6.Cli.Tools;

namespace Xv6.Cli.Commands;

public static class ExecCommand
{
    /// <summary>About three weeks, in seconds: what a timer of the host can hold.</summary>
    private const double MaximumTimeout = 2_000_000;

    public static Command Create()
    {
        MachineOptionSet options = new();
        Option<double?> timeout = new("--timeout")
        {
            Description = "give up after this many seconds (default: never)",
            HelpName = "S",
            CustomParser = ParseTimeout,
        };
        Argument<string[]> lines = new("LINE")
        {
            Description = "lines for the guest's shell, run one after the other",
            Arity = ArgumentArity.OneOrMore,
        };
        Command command = new("exec", "Boot headless, run shell lines, print what the console shows, power off.");
        options.AddTo(command);
        command.Options.Add(timeout);
        command.Arguments.Add(lines);
        command.SetAction(parse => Run(options.Read(parse), parse.GetValue(lines)!, parse.GetValue(timeout)));
        return command;
    }

    private static int Run(MachineOptions options, string[] lines, double? timeout)
    {
        string arguments = BootArguments.ForLines(options.BootArguments, lines);
        BuiltSystem system = SystemBuild.Update(KernelVariant.Of(options.IsChecked));
        using MachineDisk disk = MachineDisk.Prepare(options, system);
        QemuCommand command = QemuCommand.For(options, system, disk) with { BootArguments = arguments };
        using Stream output = new StandardOutput();
        return HeadlessRun.Run(command, output, timeout is { } seconds ? TimeSpan.FromSeconds(seconds) : null, diesWithThread: true);
    }

    private static double? ParseTimeout(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
            && seconds is > 0 and <= MaximumTimeout)
        {
            return seconds;
        }

        result.AddError($"--timeout takes a number of seconds above 0, such as 10 or 0.5, not '{text}'");
        return null;
    }
}
