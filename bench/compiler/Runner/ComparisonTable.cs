// The table of docs/compiler-benchmarks.md.

using System.Globalization;
using System.Text;

namespace Xv6.CompilerBench;

internal static class ComparisonTable
{
    private const string Heading = "| kernel | C | C# | C# / C |";

    public static string Format(IReadOnlyList<Measurement> fromC, IReadOnlyList<Measurement> fromCSharp)
    {
        StringBuilder table = new();
        table.AppendLine(Heading);
        table.AppendLine("| --- | ---: | ---: | ---: |");
        double logarithms = 0;
        foreach ((Measurement c, Measurement cSharp) in fromC.Zip(fromCSharp))
        {
            if (c.Kernel != cSharp.Kernel || c.Result != cSharp.Result)
                throw new InvalidOperationException($"{c.Kernel} computed {c.Result} in C, but {cSharp.Kernel} {cSharp.Result} in C#");
            double ratio = (double)cSharp.Instructions / c.Instructions;
            logarithms += Math.Log(ratio);
            table.AppendLine(CultureInfo.InvariantCulture, $"| {c.Kernel} | {c.Instructions:N0} | {cSharp.Instructions:N0} | {ratio:F2} |");
        }
        table.AppendLine(CultureInfo.InvariantCulture, $"| **geometric mean** | | | **{Math.Exp(logarithms / fromC.Count):F2}** |");
        return table.ToString();
    }

    /// <summary>Replaces the table in a document: everything from the heading to the end of the table.</summary>
    public static void ReplaceIn(string document, string table)
    {
        List<string> lines = [.. File.ReadAllLines(document)];
        int start = lines.IndexOf(Heading);
        if (start < 0)
            throw new InvalidOperationException($"{document} has no line \"{Heading}\"");
        int end = lines.FindIndex(start, line => !line.StartsWith('|'));
        lines.RemoveRange(start, (end < 0 ? lines.Count : end) - start);
        lines.InsertRange(start, table.TrimEnd().Split('\n'));
        File.WriteAllText(document, string.Join('\n', lines) + "\n");
    }
}
