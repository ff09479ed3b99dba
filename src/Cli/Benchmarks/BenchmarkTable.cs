// The table of docs/performance.md: written by `./xv6 bench --save`, and read to compare with.
//
// It stands in a marked section; what is outside of that is never touched.

using System.Text;

namespace Xv6.Cli.Benchmarks;

public static class BenchmarkTable
{
    public const string Begin = "<!-- ./xv6 bench --save writes what follows -->";

    private const string Heading = "| operation | counted | clock | unit | promised | xv6 | Linux | |";
    private const string Alignment = "| --- | ---: | ---: | --- | ---: | ---: | ---: | --- |";
    private const int NameColumn = 1;
    private const int CountedColumn = 2;
    private const int ClockedColumn = 3;

    /// <summary>The figures of a document, by the benchmarks' names. There are none if it has no table in this form.</summary>
    /// <exception cref="UserException">A figure is not a number.</exception>
    public static IReadOnlyDictionary<string, BenchmarkFigures> Read(string document)
    {
        Dictionary<string, BenchmarkFigures> figures = [];
        IEnumerable<string> rows = document.Split('\n').SkipWhile(line => line != Heading).Skip(2).TakeWhile(line => line.StartsWith('|'));
        foreach (string row in rows)
        {
            string[] cells = [.. row.Split('|').Select(cell => cell.Trim())];
            if (cells.Length <= ClockedColumn)
                throw new UserException($"the table of the benchmarks has a row that lacks cells: {row}");
            figures[cells[NameColumn]] = new(ReadFigure(cells[CountedColumn], row), ReadFigure(cells[ClockedColumn], row));
        }

        return figures;
    }

    /// <summary>The same document with another table.</summary>
    /// <param name="document">Has both marks, each on a line of its own.</param>
    /// <param name="conditions">A sentence on how the figures were measured.</param>
    /// <param name="figures">By the benchmarks' names; a row for each that there is anything for.</param>
    /// <exception cref="UserException">A mark is missing.</exception>
    public static string Replace(string document, string conditions, IReadOnlyDictionary<string, BenchmarkFigures> figures)
    {
        StringBuilder table = new($"{conditions}\n\n{Heading}\n{Alignment}\n");
        foreach (Benchmark benchmark in BenchmarkCatalog.All)
        {
            if (figures.TryGetValue(benchmark.Name, out BenchmarkFigures? figure))
                table.Append(Row(benchmark, figure)).Append('\n');
        }

        return MarkedSection.Replace(document, Begin, table.ToString());
    }

    private static string Row(Benchmark benchmark, BenchmarkFigures figure)
    {
        string[] cells =
        [
            benchmark.Name, BenchmarkFigures.Format(figure.Counted), BenchmarkFigures.Format(figure.Clocked), benchmark.UnitName,
            benchmark.Promise, $"{benchmark.Xv6:#,0.###}", $"{benchmark.Linux:#,0.###}", benchmark.Description,
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    private static double? ReadFigure(string text, string row)
    {
        try
        {
            return BenchmarkFigures.Parse(text);
        }
        catch (FormatException)
        {
            throw new UserException($"the table of the benchmarks has '{text}' where a number should be: {row}");
        }
    }
}
