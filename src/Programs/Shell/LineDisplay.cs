// Shows a line that is being edited, behind its prompt, on as many rows of the terminal as it takes.
//
// Invariants between calls: the screen shows the rows from _firstRow on of what the prompt and the line take (a line may be longer than
// the screen), the terminal's cursor stands at _cursor, and everything below the line is clear. A character that fills the last column
// leaves terminals between two rows; a blank and a carriage return behind it bring them to the next.

namespace Xv6.Programs.Shell;

internal sealed class LineDisplay(Utf8Writer screen)
{
    private Utf8String _prompt;
    private TerminalSize _size = SystemControl.TerminalSize;
    private Place _cursor;
    private int _firstRow;

    /// <summary>Shows a prompt and an empty line, from the start of a row on.</summary>
    public void Begin(ReadOnlySpan<byte> prompt)
    {
        if (!_prompt.Equals(prompt))
            _prompt = new Utf8String(prompt);
        _firstRow = 0;
        _cursor = PlaceBehind(prompt, default);
        screen.Write(prompt);
    }

    /// <summary>Finds out whether the terminal has another size now, and shows the line anew if it has.</summary>
    /// <param name="line">The line as it is shown.</param>
    /// <param name="cursor">Where the cursor is shown.</param>
    public void FollowTerminal(ReadOnlySpan<byte> line, int cursor)
    {
        TerminalSize size = SystemControl.MeasureTerminal();
        if (size.Columns == _size.Columns && size.Rows == _size.Rows)
            return;

        // Terminals rearrange their rows to the new width: then the cursor has moved along with the text.
        _size = size;
        _cursor = PlaceOf(line, cursor);
        _firstRow = Math.Max(_firstRow, _cursor.Row - size.Rows + 1);
        Draw(line, cursor);
    }

    /// <summary>Shows text that was typed at the end of the line.</summary>
    public void Append(ReadOnlySpan<byte> text)
    {
        screen.Write(text);
        _cursor = PlaceBehind(text, _cursor);
        LeaveLastColumn(_cursor);
        _firstRow = Math.Max(_firstRow, _cursor.Row - _size.Rows + 1);
    }

    /// <summary>Shows the line and the cursor in it as they are now.</summary>
    public void Draw(ReadOnlySpan<byte> line, int cursor)
    {
        MoveTo(new Place(_firstRow, 0));
        Place target = PlaceOf(line, cursor);
        _firstRow = Math.Clamp(_firstRow, Math.Max(target.Row - _size.Rows + 1, 0), target.Row);
        int start = StartOfRow(line, _firstRow);
        int end = StartOfRow(line, _firstRow + _size.Rows);
        if (_firstRow == 0)
            screen.Write(_prompt);
        screen.Write(line[start..end]);
        _cursor = PlaceOf(line, end);
        if (end == line.Length)
            LeaveLastColumn(_cursor);
        else
            _cursor = new Place(_firstRow + _size.Rows - 1, _size.Columns - 1);
        screen.Write("\e[J"u8);
        MoveTo(target);
    }

    /// <summary>Moves the cursor to another place of the line.</summary>
    public void Move(ReadOnlySpan<byte> line, int cursor)
    {
        Place target = PlaceOf(line, cursor);
        if (target.Row < _firstRow || target.Row >= _firstRow + _size.Rows)
            Draw(line, cursor);
        else
            MoveTo(target);
    }

    /// <summary>Leaves the line: the cursor goes to the row below its last one.</summary>
    public void End(ReadOnlySpan<byte> line, ReadOnlySpan<byte> mark)
    {
        Move(line, line.Length);
        screen.Write(mark);
        screen.WriteLine();
    }

    /// <summary>Clears the whole screen and shows the line on top of it.</summary>
    public void Clear(ReadOnlySpan<byte> line, int cursor)
    {
        screen.Write("\e[H\e[2J"u8);
        DrawAnew(line, cursor);
    }

    /// <summary>Shows the line again, behind something else that was shown and ended with a new row.</summary>
    public void DrawAnew(ReadOnlySpan<byte> line, int cursor)
    {
        (_cursor, _firstRow) = (default, 0);
        Draw(line, cursor);
    }

    private void MoveTo(Place target)
    {
        if (target == _cursor)
            return;
        int down = target.Row - _cursor.Row;
        if (down != 0)
            screen.Write($"\e[{Math.Abs(down)}{(down < 0 ? 'A' : 'B')}");
        screen.WriteByte((byte)'\r');
        if (target.Column > 0)
            screen.Write($"\e[{target.Column}C");
        _cursor = target;
    }

    private void LeaveLastColumn(Place end)
    {
        if (end.Column == 0 && end.Row > 0)
            screen.Write(" \r"u8);
    }

    private Place PlaceOf(ReadOnlySpan<byte> line, int index) => PlaceBehind(line[..index], PlaceBehind(_prompt, default));

    private Place PlaceBehind(ReadOnlySpan<byte> text, Place place)
    {
        while (text.Length > 0)
        {
            place = place.Behind(DisplayWidth.Of(Utf8.DecodeScalar(text, out int length)), _size.Columns);
            text = text[length..];
        }
        return place;
    }

    /// <summary>The first place in the line that is on this row or behind it.</summary>
    private int StartOfRow(ReadOnlySpan<byte> line, int row)
    {
        Place place = PlaceBehind(_prompt, default);
        int index = 0;
        while (index < line.Length && place.Row < row)
        {
            place = place.Behind(DisplayWidth.Of(Utf8.DecodeScalar(line[index..], out int length)), _size.Columns);
            index += length;
        }
        return index;
    }

    /// <summary>A place on the screen, counted from where the prompt starts.</summary>
    private readonly record struct Place(int Row, int Column)
    {
        /// <summary>Where the next character goes after one of this width here: one that doesn't fit the row goes to the next itself.</summary>
        public Place Behind(int width, int columns)
        {
            Place place = Column + width > columns ? new Place(Row + 1, 0) : this;
            int column = place.Column + width;
            return column >= columns ? new Place(place.Row + 1, 0) : new Place(place.Row, column);
        }
    }
}
