// Sets of characters in regular expressions: [a-z_], [^0-9], [[:alpha:]], and \w and \s.

namespace Xv6.Programs.Patterns;

/// <summary>Reads a set from the text behind its opening bracket.</summary>
internal ref struct PatternSetReader(ReadOnlySpan<byte> text, bool ignoresCase)
{
    private readonly ReadOnlySpan<byte> _text = text;

    /// <summary>Where the text goes on behind the set.</summary>
    public int Position { get; private set; }

    /// <summary>There is no closing bracket, or no such class.</summary>
    public bool HasFailed { get; private set; }

    public ByteSet Read()
    {
        ByteSet set = new();
        bool isInverted = _text is [(byte)'^', ..];
        if (isInverted)
            Position++;
        for (bool isFirst = true; ; isFirst = false)
        {
            if (Position >= _text.Length || HasFailed)
            {
                HasFailed = true;
                return set;
            }
            byte value = _text[Position++];
            if (value == ']' && !isFirst)
                break;
            if (value == '[' && Position < _text.Length && _text[Position] == ':')
                AddClass(set);
            else
                AddRange(set, value);
        }
        if (ignoresCase)
            set.IgnoreCase();
        if (isInverted)
            set.Invert();
        return set;
    }

    /// <summary>The set behind a backslash and this letter.</summary>
    public static ByteSet Class(byte letter)
    {
        ByteSet set = new();
        for (int value = 0; value < 256; value++)
        {
            bool isIn = letter is (byte)'w' or (byte)'W' ? IsInClass("alnum"u8, (byte)value) || value == '_' : Utf8.IsWhiteSpace((byte)value);
            if (isIn)
                set.Add((byte)value);
        }
        if (letter is (byte)'W' or (byte)'S')
            set.Invert();
        return set;
    }

    private void AddRange(ByteSet set, byte first)
    {
        bool isRange = Position + 1 < _text.Length && _text[Position] == '-' && _text[Position + 1] != ']';
        byte last = isRange ? _text[Position + 1] : first;
        HasFailed |= last < first;
        set.AddRange(first, last);
        Position += isRange ? 2 : 0;
    }

    /// <summary>At the colon of <c>[:name:]</c>.</summary>
    private void AddClass(ByteSet set)
    {
        ReadOnlySpan<byte> rest = _text[(Position + 1)..];
        int length = rest.IndexOf(":]"u8);
        ReadOnlySpan<byte> name = length < 0 ? default : rest[..length];
        bool isAnyIn = false;
        for (int value = 0; value < 128; value++)
        {
            if (!IsInClass(name, (byte)value))
                continue;
            set.Add((byte)value);
            isAnyIn = true;
        }
        HasFailed |= !isAnyIn;
        Position += 1 + length + 2;
    }

    private static bool IsInClass(ReadOnlySpan<byte> name, byte value)
    {
        bool isGraphic = value is > 0x20 and < 0x7F;
        bool isLetter = Utf8.IsLetter(value);
        bool isDigit = Utf8.IsDigit(value);
        return name switch
        {
            _ when name.SequenceEqual("alpha"u8) => isLetter,
            _ when name.SequenceEqual("digit"u8) => isDigit,
            _ when name.SequenceEqual("alnum"u8) => isLetter || isDigit,
            _ when name.SequenceEqual("upper"u8) => isLetter && value < 'a',
            _ when name.SequenceEqual("lower"u8) => isLetter && value >= 'a',
            _ when name.SequenceEqual("space"u8) => Utf8.IsWhiteSpace(value),
            _ when name.SequenceEqual("blank"u8) => value is (byte)' ' or (byte)'\t',
            _ when name.SequenceEqual("punct"u8) => isGraphic && !isLetter && !isDigit,
            _ when name.SequenceEqual("graph"u8) => isGraphic,
            _ when name.SequenceEqual("print"u8) => isGraphic || value == ' ',
            _ when name.SequenceEqual("cntrl"u8) => value is < 0x20 or 0x7F,
            _ when name.SequenceEqual("xdigit"u8) => isDigit || (value | 0x20) is >= 'a' and <= 'f',
            _ => false,
        };
    }
}
