// more: shows text a screen at a time. Space or Page Down goes on, b or Page Up back, Enter and the arrow keys by a line, g and G to the
// ends, q leaves. When the output is not a console it just copies.

using Xv6.Programs.Shell;

namespace Xv6.Programs;

[Program("more")]
internal static class More
{
    private const int Rows = 23;
    private const int Columns = 80;

    public static int Main(Arguments arguments)
    {
        OptionReader options = new(arguments, "more [FILE]..."u8);
        if (options.MoveNext())
            return options.Stop();
        List<Utf8String> lines = [];
        InputFiles inputs = new(arguments, options.FirstOperand);
        while (inputs.MoveNext())
        {
            LineReader reader = new(inputs.Current);
            while (reader.TryReadLine(out ReadOnlySpan<byte> line))
                AddRows(line, lines);
            if (reader.Error != ErrorNumber.None)
                inputs.ReportFailure(reader.Error);
        }
        bool isOnConsole = FileDescriptor.Output.GetStatus().Try(out FileStatus status, out _) && status.Type == FileType.Device;
        if (isOnConsole && lines.Count > Rows && FileDescriptor.Open("/console"u8).Try(out FileDescriptor console, out _))
            Browse(lines, console);
        else
            Print(lines, 0, lines.Count);
        return inputs.Status;
    }

    /// <summary>Cuts a line into rows of the screen.</summary>
    private static void AddRows(ReadOnlySpan<byte> line, List<Utf8String> rows)
    {
        while (line.Length > Columns)
        {
            int length = Columns;
            while (length > 1 && !Utf8.IsScalarStart(line[length]))
                length--;
            rows.Add(new Utf8String(line[..length]));
            line = line[length..];
        }
        rows.Add(new Utf8String(line));
    }

    private static void Print(List<Utf8String> lines, int first, int end)
    {
        for (int i = first; i < end; i++)
            Console.Out.WriteLine(lines[i]);
    }

    private static void Browse(List<Utf8String> lines, FileDescriptor console)
    {
        KeyReader keys = new(console);
        SystemControl.SetConsoleMode(ConsoleMode.Raw);
        int last = lines.Count - Rows;
        int top = 0;
        while (true)
        {
            Console.Write("\e[H\e[2J"u8);
            Print(lines, top, top + Rows);
            Console.Write(top == last ? "\e[7m(end)\e[0m"u8 : "\e[7m--more--\e[0m"u8);
            Console.Out.Flush();
            Key key = keys.Read(out byte typed);
            if (key is Key.End or Key.Cancel or Key.EndOfFile || (key == Key.Text && typed is (byte)'q' or (byte)'Q'))
                break;
            top = Math.Clamp(top + Step(key, typed, lines.Count), 0, last);
        }
        Console.Write("\r\e[K"u8);
        Console.Out.Flush();
        SystemControl.SetConsoleMode(ConsoleMode.Lines);
    }

    /// <summary>By how many rows a key moves.</summary>
    private static int Step(Key key, byte typed, int all) => (key, (char)typed) switch
    {
        (Key.Enter or Key.Down, _) or (Key.Text, 'j') => 1,
        (Key.Up, _) or (Key.Text, 'k') => -1,
        (Key.PageDown, _) or (Key.Text, ' ') or (Key.Text, 'f') => Rows,
        (Key.PageUp, _) or (Key.Text, 'b') => -Rows,
        (Key.Home, _) or (Key.Text, 'g') => -all,
        (Key.LineEnd, _) or (Key.Text, 'G') => all,
        _ => 0,
    };
}
