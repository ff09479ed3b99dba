// Sizes as people write them: 2000K, 128M, 4G.

using System.Globalization;

namespace Xv6.Cli.Emulation;

public static class ByteSize
{
    public const long Megabyte = 1L << 20;

    /// <summary>Reads a whole number with K, M or G behind it; without a letter it is a number of megabytes, as for QEMU.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        (string digits, long unit) = text switch
        {
            [.. var number, 'K' or 'k'] => (number, 1L << 10),
            [.. var number, 'M' or 'm'] => (number, Megabyte),
            [.. var number, 'G' or 'g'] => (number, 1L << 30),
            _ => (text, Megabyte),
        };
        bool isNumber = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int count);
        bytes = count * unit;
        return isNumber;
    }
}
