// ./xv6 run: builds what is stale, boots, and hands the terminal to the machine's console.

using System.CommandLine;
using Xv6.Cli.Build;
using Xv6.Cli.Emulation;

namespace Xv6.Cli.Commands;

public static class RunCommand
{
    public static Command Create()
    {
        MachineOptionSet options = new();
        Command command = new("run", "Boot, with the terminal as the machine's console (^A x leaves).");
        options.AddTo(command);
        command.SetAction(parse => Run(options.Read(parse)));
        return command;
    }

    private static int Run(MachineOptions options)
    {
        BuiltSystem system = SystemBuild.Update(KernelVariant.Of(options.IsChecked));
        using MachineDisk disk = MachineDisk.Prepare(options, system);
        if (!Console.IsInputRedirected)
            Console.Error.WriteLine("xv6: starting the machine; ^A x leaves it.");
        QemuCommand command = QemuCommand.For(options, system, disk) with { Console = ConsoleConnection.Terminal };
        if (!Console.IsInputRedirected && !Console.IsOutputRedirected)
            command = command with { BootArguments = BootArguments.ForTerminal(options.BootArguments, Console.WindowWidth, Console.WindowHeight) };
        using QemuProcess machine = QemuProcess.Start(command, redirect: false, diesWithThread: true);
        machine.WaitForExit();
        return machine.EndedBySignal ?? machine.ExitStatus;
    }
}
