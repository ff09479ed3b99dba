// The text that the machine hands to the kernel (the device tree's /chosen/bootargs).

using System.Text;

namespace Xv6.Cli.Emulation;

public static class BootArguments
{
    /// <summary>Characters of one text. Linux limits a program's argument to 128 KiB, and the lines of exec take two characters a byte.</summary>
    public const int MaximumLength = 120_000;

    /// <summary>Tells the kernel that its console is a terminal of this size, which it may ask for its size from then on.</summary>
    public static string ForTerminal(string appended, int columns, int rows) =>
        columns > 0 && rows > 0 ? $"{appended} terminal={columns}x{rows}".TrimStart() : appended;

    /// <summary>
    /// Has the kernel keep quiet and the first process run these lines, one after the other, and power off with the last one's status.
    /// In hexadecimal nothing in the lines can be mistaken for another argument; between them are zero bytes, which no argument of a
    /// program has, so that a line may be a text of several.
    /// </summary>
    public static string ForLines(string appended, IEnumerable<string> lines)
    {
        string encoded = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(string.Join('\0', lines)));
        string text = $"{appended} quiet exec={encoded}".TrimStart();
        return text.Length <= MaximumLength
            ? text
            : throw new UserException($"the lines for exec are too long together: {encoded.Length / 2} bytes, and about {MaximumLength / 2} is the most.");
    }
}
