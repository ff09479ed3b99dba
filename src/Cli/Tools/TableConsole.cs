// Where tables are shown.

using Spectre.Console;

namespace Xv6.Cli.Tools;

internal static class TableConsole
{
    private const int PlainWidth = 200;

    /// <summary>Output to a file or a pipe has neither colours nor a width that lines would have to be folded to.</summary>
    public static void Write(Table table)
    {
        if (!Console.IsOutputRedirected)
        {
            AnsiConsole.Write(table);
            return;
        }

        IAnsiConsole plain = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        plain.Profile.Width = PlainWidth;
        plain.Write(table);
    }
}
