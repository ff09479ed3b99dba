// How much head and tail print: -n LINES, -c BYTES, or as in the old days -LINES.

namespace Xv6.Programs;

internal struct LineCount(int value)
{
    public int Value { get; private set; } = value;

    /// <summary>Bytes instead of lines.</summary>
    public bool IsBytes { get; private set; }

    /// <summary>'+' or '-' before the number, which gives it another meaning; else 0.</summary>
    public char Sign { get; private set; }

    /// <summary>Reads the current option; false if it isn't one of these.</summary>
    public bool TryRead(ref OptionReader options)
    {
        int number;
        if (options.Letter is not ('n' or 'c'))
        {
            if (!options.TryGetNumberFromLetter(out number))
                return false;
            (Value, IsBytes, Sign) = (number, false, '\0');
            return true;
        }
        bool isBytes = options.Letter == 'c';
        if (!options.TryGetValue(out ReadOnlySpan<byte> text))
            return false;
        char sign = text is [(byte)'+' or (byte)'-', ..] ? (char)text[0] : '\0';
        if (!Utf8.TryParse(sign == '\0' ? text : text[1..], out number) || number < 0)
            return false;
        (Value, IsBytes, Sign) = (number, isBytes, sign);
        return true;
    }
}
