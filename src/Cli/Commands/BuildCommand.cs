// ./xv6 build: builds the kernel, the programs and the disk image, as far as they are stale.

using System.CommandLine;
using Xv6.Cli.Build;
using Xv6.Cli.Emulation;

namespace Xv6.Cli.Commands;

public static class BuildCommand
{
    public static Command Create()
    {
        Command command = new("build", "Build the kernel, the programs and the disk image, as far as they are stale.");
        Option<bool> isChecked = MachineOptionSet.CheckedOption();
        command.Options.Add(isChecked);
        command.SetAction(parse =>
        {
            BuiltSystem system = SystemBuild.Update(KernelVariant.Of(parse.GetValue(isChecked)));
            Console.WriteLine($"kernel  {Shown(system.Kernel)}");
            Console.WriteLine($"image   {Shown(system.Image)}");
        });
        return command;
    }

    private static string Shown(string path) => Path.GetRelativePath(Environment.CurrentDirectory, path);
}
