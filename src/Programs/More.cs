// more: shows text a screen at a time. Space or Page Down goes on, b or Page Up back, Enter and the arrow keys by a line, g and G to the
// ends, q leaves. When the output is not a console it just copies.

using Xv6.Programs.Shell;

namespace Xv6.Programs;

[Program("more")]
internal static class More
{
    private const int TabWidth = 8;

    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "more [FILE]..."u8);
        if (options.MoveNext())
            return options.Stop();
        bool isOnConsole = SystemControl.IsConsole(FileDescriptor.Output);
        TerminalSize size = isOnConsole ? SystemControl.MeasureTerminal() : new TerminalSize(int.MaxValue, 0);
        List<Utf8String> lines = [];
        InputFiles inputs = new(arguments, options.FirstOperand);
        while (inputs.MoveNext())
        {
            LineReader reader = new(inputs.Current);
            while (reader.TryReadLine(out ReadOnlySpan<byte> line))
                AddRows(line, size.Columns, lines);
            if (reader.Error != ErrorNumber.None)
                inputs.ReportFailure(reader.Error);
        }
        if (isOnConsole && lines.Count >= size.Rows && FileDescriptor.Open("/console"u8).Try(out FileDescriptor console, out _))
            Browse(lines, size.Rows - 1, console);
        else
            Print(lines, 0, lines.Count);
        return inputs.Status;
    }

    /// <summary>Cuts a line into rows of the screen.</summary>
    private static void AddRows(ReadOnlySpan<byte> line, int columns, List<Utf8String> rows)
    {
        int start = 0;
        int used = 0;
        for (int i = 0; i < line.Length;)
        {
            int width = line[i] == '\t' ? TabWidth - used % TabWidth : DisplayWidth.Of(Utf8.DecodeScalar(line[i..], out _));
            if (used + width > columns && i > start)
            {
                rows.Add(new Utf8String(line[start..i]));
                start = i;
                used = 0;
                continue;
            }
            used += width;
            Utf8.DecodeScalar(line[i..], out int length);
            i += length;
        }
        rows.Add(new Utf8String(line[start..]));
    }

    private static void Print(List<Utf8String> lines, int first, int end)
    {
        for (int i = first; i < end; i++)
            Console.Out.WriteLine(lines[i]);
    }

    private static void Browse(List<Utf8String> lines, int rows, FileDescriptor console)
    {
        KeyReader keys = new(console);
        SystemControl.SetConsoleMode(ConsoleMode.Raw);
        int last = lines.Count - rows;
        int top = 0;
        while (true)
        {
            Console.Write("\e[H\e[2J"u8);
            Print(lines, top, top + rows);
            Console.Write(top == last ? "\e[7m(end)\e[0m"u8 : "\e[7m--more--\e[0m"u8);
            Console.Out.Flush();
            Key key = keys.Read();
            byte typed = key == Key.Text ? keys.Text[0] : (byte)0;
            if (key is Key.End or Key.Cancel or Key.EndOfFile || (key == Key.Text && typed is (byte)'q' or (byte)'Q'))
                break;
            top = Math.Clamp(top + Step(key, typed, rows, lines.Count), 0, last);
        }
        Console.Write("\r\e[K"u8);
        Console.Out.Flush();
        SystemControl.SetConsoleMode(ConsoleMode.Lines);
    }

    /// <summary>By how many rows a key moves.</summary>
    private static int Step(Key key, byte typed, int rows, int all) => (key, (char)typed) switch
    {
        (Key.Enter or Key.Down, _) or (Key.Text, 'j') => 1,
        (Key.Up, _) or (Key.Text, 'k') => -1,
        (Key.PageDown, _) or (Key.Text, ' ') or (Key.Text, 'f') => rows,
        (Key.PageUp, _) or (Key.Text, 'b') => -rows,
        (Key.Home, _) or (Key.Text, 'g') => -all,
        (Key.LineEnd, _) or (Key.Text, 'G') => all,
        _ => 0,
    };
}
