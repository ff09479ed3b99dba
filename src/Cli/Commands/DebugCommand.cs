// ./xv6 debug: boots stopped, with gdb attached and the kernel's symbols loaded, and stops at the kernel's first C# line.
//
// gdb has the terminal, so the machine's console only shows its output there; `--run LINE` gives the guest something to do. With
// `--port` the machine has the terminal instead and waits for a debugger of the user's own.

using System.CommandLine;
using System.CommandLine.Parsing;
using Xv6.Cli.Build;
using Xv6.Cli.Debugging;
using Xv6.Cli.Emulation;

namespace Xv6.Cli.Commands;

public static class DebugCommand
{
    public static Command Create()
    {
        MachineOptionSet options = new();
        Option<string?> batch = new("--batch")
        {
            Description = "run gdb's commands from this file, print their output, and end",
            HelpName = "FILE",
        };
        Option<int?> port = NumberOption.Create(
            "--port", 1, ushort.MaxValue, "start no gdb: wait for a debugger on this TCP port, with the terminal as the console", "PORT");
        Option<string[]> run = new("--run")
        {
            Description = "have the guest's shell run this line, as exec does",
            HelpName = "LINE",
            DefaultValueFactory = _ => [],
        };
        batch.Validators.Add(CheckBatchFile);
        Command command = new("debug", "Boot stopped, with gdb attached and symbols loaded.");
        options.AddTo(command);
        command.Options.Add(batch);
        command.Options.Add(port);
        command.Options.Add(run);
        command.SetAction(parse => Run(options.Read(parse), parse.GetValue(batch), parse.GetValue(port), parse.GetValue(run)!));
        return command;
    }

    private static int Run(MachineOptions options, string? batch, int? port, string[] lines)
    {
        BuiltSystem system = SystemBuild.Update(KernelVariant.Of(options.IsChecked));
        using MachineDisk disk = MachineDisk.Prepare(options, system);
        QemuCommand command = QemuCommand.For(options, system, disk) with
        {
            BootArguments = lines.Length > 0 ? BootArguments.ForLines(options.BootArguments, lines) : options.BootArguments,
        };
        return port is { } number ? RemoteDebugging.Run(command, number) : DebugSession.Run(command, batch);
    }

    private static void CheckBatchFile(OptionResult result)
    {
        string? path = result.GetValueOrDefault<string>();
        if (path is not null && !File.Exists(path))
            result.AddError($"the file with gdb's commands, {path}, does not exist");
    }
}
