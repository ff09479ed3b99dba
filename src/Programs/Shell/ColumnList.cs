// Names side by side, in as many columns as the terminal has room for, in order from top to bottom.

namespace Xv6.Programs.Shell;

internal static class ColumnList
{
    private const int Gap = 2;

    /// <param name="output">Where the rows go.</param>
    /// <param name="names">In order.</param>
    /// <param name="width">Columns of characters that a row may take.</param>
    public static void Write(TextOutput output, List<Utf8String> names, int width)
    {
        int widest = 1;
        foreach (Utf8String name in names)
            widest = Math.Max(widest, DisplayWidth.Of(name));
        int columns = Math.Max((width - 1) / (widest + Gap), 1);
        int rows = (names.Count + columns - 1) / columns;
        for (int row = 0; row < rows; row++)
        {
            for (int i = row; i < names.Count; i += rows)
            {
                output.Write(names[i].Span);
                for (int blanks = widest + Gap - DisplayWidth.Of(names[i]); i + rows < names.Count && blanks > 0; blanks--)
                    output.WriteByte((byte)' ');
            }
            output.WriteLine();
        }
    }
}
