// All commands. One file each says what it does.

using System.CommandLine;

namespace Xv6.Cli.Commands;

public static class RootCommands
{
    public static RootCommand Create()
    {
        RootCommand root = new("xv6#: a Unix-like operating system for RISC-V in C#. Builds it, runs it, tests it.");
        root.Directives.Clear();
        root.Subcommands.Add(RunCommand.Create());
        root.Subcommands.Add(ExecCommand.Create());
        root.Subcommands.Add(TestCommand.Create());
        root.Subcommands.Add(SoakCommand.Create());
        root.Subcommands.Add(BenchCommand.Create());
        root.Subcommands.Add(DebugCommand.Create());
        root.Subcommands.Add(ImageCommand.Create());
        root.Subcommands.Add(BuildCommand.Create());
        root.Subcommands.Add(DoctorCommand.Create());
        return root;
    }
}
