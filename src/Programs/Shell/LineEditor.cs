// Editing of a line on a raw console: cursor keys, history, completion. What is on the screen is LineDisplay's business.

namespace Xv6.Programs.Shell;

internal sealed class LineEditor
{
    /// <summary>After so many ticks without a key the window may have another size.</summary>
    private const int IdleTicks = 5;

    private readonly Arena _arena;
    private readonly KeyReader _keys = new(FileDescriptor.Input);
    private readonly Utf8Writer _screen = new(FileDescriptor.Error);
    private readonly LineDisplay _display;
    private readonly History _history;
    private readonly Utf8StringBuilder _line = new(128);
    private readonly Utf8StringBuilder _killed = new();
    private int _cursor;
    private Key _previousKey;
    private int _lastKeyTime;

    public LineEditor(Arena arena, History history)
    {
        _arena = arena;
        _history = history;
        _display = new LineDisplay(_screen);
        _lastKeyTime = -IdleTicks;
    }

    /// <summary>Lets a line be typed, and appends it with a newline; false at the end of the input.</summary>
    public bool TryReadLine(ReadOnlySpan<byte> prompt, Utf8StringBuilder text)
    {
        _line.Clear();
        _cursor = 0;
        _display.Begin(prompt);
        _screen.Flush();
        while (true)
        {
            Key key = _keys.Read();
            FollowTerminal();
            if (key == Key.End || (key == Key.EndOfFile && _line.IsEmpty))
            {
                _screen.WriteLine();
                _screen.Flush();
                return false;
            }
            if (key is Key.Enter or Key.Cancel)
            {
                Finish(key, text);
                return true;
            }
            Handle(key);
            _previousKey = key;
            _screen.Flush();
        }
    }

    /// <summary>After a pause: the terminal may have another size. Not between keys in quick succession, which may be pasted.</summary>
    private void FollowTerminal()
    {
        int now = SystemControl.UptimeTicks;
        if (now - _lastKeyTime >= IdleTicks)
            _display.FollowTerminal(_line.Span, _cursor);
        _lastKeyTime = now;
    }

    private void Finish(Key key, Utf8StringBuilder text)
    {
        _display.End(_line.Span, key == Key.Cancel ? "^C"u8 : default);
        _screen.Flush();
        if (key == Key.Enter)
        {
            if (_history.Add(_line.Span))
                _history.SaveLast();
            text.Write(_line.Span);
        }
        else
        {
            text.Clear();
        }
        text.WriteByte((byte)'\n');
    }

    private void Handle(Key key)
    {
        switch (key)
        {
            case Key.Text:
                Insert(_keys.Text);
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
                _display.Clear(_line.Span, _cursor);
                break;
            case Key.Yank:
                Insert(_killed.Span);
                break;
            case Key.ListProcesses:
                _display.DrawAnew(_line.Span, _cursor); // the kernel has printed the list
                break;
            default:
                MoveCursor(key);
                break;
        }
    }

    private void Insert(ReadOnlySpan<byte> text)
    {
        bool isAppended = _cursor == _line.Length;
        _line.Insert(_cursor, text);
        _cursor += text.Length;
        if (isAppended)
            _display.Append(text);
        else
            _display.Draw(_line.Span, _cursor);
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
        if (key is Key.KillToEnd or Key.KillToStart or Key.KillWord)
        {
            _killed.Clear();
            _killed.Write(_line.Span[start..end]);
        }
        _line.Remove(start, end - start);
        _cursor = start;
        _display.Draw(_line.Span, _cursor);
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
        _display.Move(_line.Span, _cursor);
    }

    private void Replace(ReadOnlySpan<byte> line)
    {
        _line.Clear();
        _line.Write(line);
        _cursor = line.Length;
        _display.Draw(_line.Span, _cursor);
    }

    private void Complete()
    {
        // What completion allocates is released here; the line itself has to grow outside the arena.
        ArenaMark mark = _arena.Mark();
        Completion completion;
        using (_arena.Enter())
            completion = Completion.Find(_line.Span[.._cursor]);
        if (completion.Insertion.Length > 0)
            Insert(completion.Insertion);
        else if (completion.Candidates.Count > 1 && _previousKey == Key.Tab)
            ShowCandidates(completion.Candidates);
        _arena.Release(mark);
    }

    private void ShowCandidates(List<Utf8String> candidates)
    {
        _display.End(_line.Span, default);
        ColumnList.Write(_screen, candidates, SystemControl.TerminalSize.Columns);
        _display.DrawAnew(_line.Span, _cursor);
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
}
