// What was measured of one benchmark, in its unit.

using System.Globalization;

namespace Xv6.Cli.Benchmarks;

/// <param name="Counted">With an instruction of the machine as a nanosecond: the same in each run. Null if it wasn't measured so.</param>
/// <param name="Clocked">By the clock of the host. Null if it wasn't measured so.</param>
public sealed record BenchmarkFigures(double? Counted, double? Clocked)
{
    /// <summary>Four digits that count.</summary>
    public static string Format(double? figure) => figure switch
    {
        null => "",
        0 => "0",
        >= 1000 => Text(figure.Value, "N0"),
        >= 100 => Text(figure.Value, "F1"),
        >= 10 => Text(figure.Value, "F2"),
        _ => Text(figure.Value, "F3"),
    };

    /// <returns>Null for the empty text.</returns>
    /// <exception cref="FormatException">It is not a number.</exception>
    public static double? Parse(string text) => text.Length == 0 ? null : double.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    /// <summary>These figures, and the other's where there are none.</summary>
    public BenchmarkFigures Or(BenchmarkFigures? other) => new(Counted ?? other?.Counted, Clocked ?? other?.Clocked);

    private static string Text(double figure, string format) => figure.ToString(format, CultureInfo.InvariantCulture);
}
