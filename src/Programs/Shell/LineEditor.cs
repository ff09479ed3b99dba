// Editing of a line on a raw console: cursor keys, history, completion.
//
// The screen shows the prompt and a part of the line that fits one row. As long as typing only appends, just the typed characters are
// echoed; anything else draws the row again.

namespace Xv6.Programs.Shell;

internal sealed class LineEditor(Arena arena)
{
    private const int Columns = 80;

    private readonly KeyReader _keys = new(FileDescriptor.Input);
    private readonly Utf8Writer _screen = new(FileDescriptor.Error);
    private readonly History _history = new();
    private readonly Utf8StringBuilder _line = new(128);
    private Utf8String _prompt;
    private int _cursor;
    private Key _previousKey;

    /// <summary>Lets a line be typed, and appends it with a newline; false at the end of the input.</summary>
    public bool TryReadLine(ReadOnlySpan<byte> prompt, Utf8StringBuilder text)
    {
        if (!_prompt.Equals(prompt))
            _prompt = new Utf8String(prompt);
        _line.Clear();
        _cursor = 0;
        _screen.Write(prompt);
        _screen.Flush();
        while (true)
        {
            Key key = _keys.Read(out byte typed);
            if (key == Key.End || (key == Key.EndOfFile && _line.IsEmpty))
                return false;
            if (key is Key.Enter or Key.Cancel)
            {
                Finish(key, text);
                return true;
            }
            Handle(key, typed);
            _previousKey = key;
            _screen.Flush();
        }
    }

    private void Finish(Key key, Utf8StringBuilder text)
    {
        _screen.Write(key == Key.Cancel ? "^C\n"u8 : "\n"u8);
        _screen.Flush();
        if (key == Key.Enter)
        {
            _history.Add(_line.Span);
            text.Write(_line.Span);
        }
        else
        {
            text.Clear();
        }
        text.WriteByte((byte)'\n');
    }

    private void Handle(Key key, byte typed)
    {
        switch (key)
        {
            case Key.Text:
                Insert([typed]);
                break;
            case Key.Tab:
                Complete();
                break;
            case Key.Up or Key.Down:
                if (_history.TryMove(key == Key.Up ? -1 : 1, _line.Span, out ReadOnlySpan<byte> line))
                    Replace(line);
                break;
            case Key.Backspace or Key.Delete or Key.EndOfFile or Key.KillToEnd or Key.KillToStart or Key.KillWord:
                Remove(key);
                break;
            case Key.ClearScreen:
                _screen.Write("\e[H\e[2J"u8);
                Draw();
                break;
            case Key.ListProcesses:
                ListProcesses();
                break;
            default:
                MoveCursor(key);
                break;
        }
    }

    private void Insert(ReadOnlySpan<byte> text)
    {
        bool isAppended = _cursor == _line.Length && CountColumns(_prompt) + CountColumns(_line.Span) + text.Length < Columns;
        _line.Insert(_cursor, text);
        _cursor += text.Length;
        if (isAppended)
            _screen.Write(text);
        else
            Draw();
    }

    private void Remove(Key key)
    {
        (int start, int end) = key switch
        {
            Key.Backspace => (Previous(_cursor), _cursor),
            Key.KillToEnd => (_cursor, _line.Length),
            Key.KillToStart => (0, _cursor),
            Key.KillWord => (WordStart(), _cursor),
            _ => (_cursor, Next(_cursor)),
        };
        if (start == end)
            return;
        bool isLastCharacter = key == Key.Backspace && end == _line.Length && CountColumns(_prompt) + CountColumns(_line.Span) < Columns;
        _line.Remove(start, end - start);
        _cursor = start;
        if (isLastCharacter)
            _screen.Write("\b \b"u8);
        else
            Draw();
    }

    private void MoveCursor(Key key)
    {
        int cursor = key switch
        {
            Key.Left => Previous(_cursor),
            Key.Right => Next(_cursor),
            Key.Home => 0,
            Key.LineEnd => _line.Length,
            Key.WordLeft => WordStart(),
            Key.WordRight => WordEnd(),
            _ => _cursor,
        };
        if (cursor == _cursor)
            return;
        _cursor = cursor;
        Draw();
    }

    private void Replace(ReadOnlySpan<byte> line)
    {
        _line.Clear();
        _line.Write(line);
        _cursor = line.Length;
        Draw();
    }

    private void Complete()
    {
        // What completion allocates is released here; the line itself has to grow outside the arena.
        ArenaMark mark = arena.Mark();
        Completion completion;
        using (arena.Enter())
            completion = Completion.Find(_line.Span[.._cursor]);
        if (completion.Insertion.Length > 0)
            Insert(completion.Insertion);
        else if (completion.Candidates.Count > 1 && _previousKey == Key.Tab)
            ShowCandidates(completion.Candidates);
        arena.Release(mark);
    }

    private void ListProcesses()
    {
        ArenaMark mark = arena.Mark();
        using (arena.Enter())
        {
            _screen.WriteLine();
            foreach (ref readonly ProcessInformation process in ProcessTable.Read(out _))
                _screen.WriteLine($"{process.ProcessId} {ProcessTable.NameOf(process.State)} {ProcessTable.NameOf(process)}");
        }
        arena.Release(mark);
        Draw();
    }

    private void ShowCandidates(List<Utf8String> candidates)
    {
        const int Width = 16;
        _screen.WriteLine();
        for (int i = 0; i < candidates.Count; i++)
        {
            bool endsRow = (i + 1) % (Columns / Width) == 0 || i + 1 == candidates.Count;
            _screen.Write($"{candidates[i],-Width}");
            if (endsRow)
                _screen.WriteLine();
        }
        Draw();
    }

    /// <summary>Draws the prompt and the part of the line around the cursor, and puts the cursor in its place.</summary>
    private void Draw()
    {
        int room = Columns - 1 - CountColumns(_prompt);
        ReadOnlySpan<byte> line = _line.Span;
        int start = 0;
        while (CountColumns(line[start.._cursor]) > room)
            start = Next(start);
        int end = _cursor;
        while (end < line.Length && CountColumns(line[start..Next(end)]) <= room)
            end = Next(end);
        _screen.Write($"\r{_prompt}");
        _screen.Write(line[start..end]);
        _screen.Write("\e[K"u8);
        int columnsBack = CountColumns(line[_cursor..end]);
        if (columnsBack > 0)
            _screen.Write($"\e[{columnsBack}D");
    }

    private int Previous(int place)
    {
        while (place > 0 && !Utf8.IsScalarStart(_line[--place]))
            continue;
        return place;
    }

    private int Next(int place)
    {
        while (place < _line.Length && ++place < _line.Length && !Utf8.IsScalarStart(_line[place]))
            continue;
        return place;
    }

    private int WordStart()
    {
        int place = _cursor;
        while (place > 0 && _line[place - 1] == ' ')
            place--;
        while (place > 0 && _line[place - 1] != ' ')
            place--;
        return place;
    }

    private int WordEnd()
    {
        int place = _cursor;
        while (place < _line.Length && _line[place] == ' ')
            place++;
        while (place < _line.Length && _line[place] != ' ')
            place++;
        return place;
    }

    private static int CountColumns(ReadOnlySpan<byte> text)
    {
        int columns = 0;
        foreach (byte value in text)
        {
            if (Utf8.IsScalarStart(value))
                columns++;
        }
        return columns;
    }
}
