// ./xv6 doctor: what is needed on this machine, which versions are there, what is missing and how to get it.

using System.CommandLine;
using System.Runtime.InteropServices;
using Spectre.Console;
using Xv6.Cli.Tools;

namespace Xv6.Cli.Commands;

public static class DoctorCommand
{
    public static Command Create()
    {
        Command command = new("doctor", "Say what is needed, which versions are installed, and how to get what is missing.");
        command.SetAction(_ => Run());
        return command;
    }

    /// <returns>0 if nothing that running needs is missing.</returns>
    private static int Run()
    {
        IReadOnlyList<ToolStatus> tools = ToolStatus.All();
        Table table = new Table().Border(TableBorder.None);
        table.AddColumns("[bold]tool[/]", "[bold]needed for[/]", "[bold]version[/]");
        foreach (ToolStatus tool in tools)
            table.AddRow(new Text(tool.Name), new Text(tool.Purpose), tool.Version is { } version ? new Text(version) : Missing(tool));
        TableConsole.Write(table);
        Console.WriteLine($"host: {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors");

        ToolStatus[] missing = [.. tools.Where(tool => tool.Version is null)];
        foreach (ToolStatus tool in missing)
            Console.WriteLine($"{tool.Name} is missing: {tool.Remedy}");
        if (missing.Length == 0)
            Console.WriteLine("Nothing is missing.");
        return missing.Any(tool => tool.IsRequired) ? UserException.ExitStatus : 0;
    }

    private static Text Missing(ToolStatus tool) =>
        tool.IsRequired ? new("missing", new Style(Color.Red)) : new("missing (optional)", new Style(Color.Yellow));
}
