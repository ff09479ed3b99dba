// From the text of a regular expression to instructions, by recursive descent:
//
//     alternatives = sequence { "|" sequence }
//     sequence     = { atom [ "*" | "+" | "?" ] }
//     atom         = "(" alternatives ")" | "[" set "]" | "." | "^" | "$" | character
//
// In a basic expression | + ? ( ) mean themselves and have their special meaning behind a backslash; in an extended one it is the other
// way round (POSIX, with GNU's extensions to the basic form).

namespace Xv6.Programs.Patterns;

internal ref struct PatternCompiler(ReadOnlySpan<byte> text, bool isExtended, bool ignoresCase)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _position;

    /// <summary>The text is not a regular expression.</summary>
    public bool HasFailed { get; private set; }

    public List<PatternInstruction> Compile()
    {
        List<PatternInstruction> program = CompileAlternatives();
        HasFailed |= _position < _text.Length;
        return program;
    }

    private List<PatternInstruction> CompileAlternatives()
    {
        List<PatternInstruction> first = CompileSequence();
        while (AcceptSpecial('|'))
        {
            List<PatternInstruction> second = CompileSequence();
            List<PatternInstruction> both = [new(PatternOperation.Split) { First = 1, Second = first.Count + 2 }];
            both.AddRange(first);
            both.Add(new(PatternOperation.Jump) { First = second.Count + 1 });
            both.AddRange(second);
            first = both;
        }
        return first;
    }

    private List<PatternInstruction> CompileSequence()
    {
        List<PatternInstruction> sequence = [];
        while (_position < _text.Length && !AtSpecial('|') && !AtSpecial(')'))
        {
            List<PatternInstruction> atom = CompileAtom(isFirst: sequence.Count == 0);
            while (!HasFailed && TryReadRepetition(out char repetition))
                atom = Repeat(atom, repetition);
            sequence.AddRange(atom);
        }
        return sequence;
    }

    private List<PatternInstruction> CompileAtom(bool isFirst)
    {
        if (AcceptSpecial('('))
        {
            List<PatternInstruction> group = CompileAlternatives();
            HasFailed |= !AcceptSpecial(')');
            return group;
        }
        byte value = _text[_position++];
        switch (value)
        {
            case (byte)'.':
                return [new(PatternOperation.Any)];
            case (byte)'[':
                return [new(PatternOperation.Set) { Set = ReadSet() }];
            case (byte)'^' when isFirst || isExtended:
                return [new(PatternOperation.LineStart)];
            case (byte)'$' when AtSequenceEnd() || isExtended:
                return [new(PatternOperation.LineEnd)];
            case (byte)'\\' when _position < _text.Length:
                value = _text[_position++];
                break;
            case (byte)'\\':
                HasFailed = true;
                break;
        }
        return [new(PatternOperation.Byte) { Value = ignoresCase ? Utf8.ToLower(value) : value }];
    }

    private readonly bool AtSequenceEnd() => _position == _text.Length || AtSpecial('|') || AtSpecial(')');

    private static List<PatternInstruction> Repeat(List<PatternInstruction> atom, char repetition)
    {
        List<PatternInstruction> repeated = [];
        if (repetition != '+')
            repeated.Add(new(PatternOperation.Split) { First = 1, Second = atom.Count + (repetition == '*' ? 2 : 1) });
        repeated.AddRange(atom);
        if (repetition == '*')
            repeated.Add(new(PatternOperation.Jump) { First = -(atom.Count + 1) });
        else if (repetition == '+')
            repeated.Add(new(PatternOperation.Split) { First = -atom.Count, Second = 1 });
        return repeated;
    }

    private bool TryReadRepetition(out char repetition)
    {
        repetition = '*';
        if (_position < _text.Length && _text[_position] == '*')
        {
            _position++;
            return true;
        }
        repetition = AcceptSpecial('+') ? '+' : AcceptSpecial('?') ? '?' : '\0';
        return repetition != '\0';
    }

    private ByteSet ReadSet()
    {
        ByteSet set = new();
        bool isInverted = _position < _text.Length && _text[_position] == '^';
        if (isInverted)
            _position++;
        bool isFirst = true;
        while (true)
        {
            if (_position >= _text.Length)
            {
                HasFailed = true;
                return set;
            }
            byte value = _text[_position++];
            if (value == ']' && !isFirst)
                break;
            isFirst = false;
            bool isRange = _position + 1 < _text.Length && _text[_position] == '-' && _text[_position + 1] != ']';
            set.AddRange(value, isRange ? _text[_position + 1] : value);
            _position += isRange ? 2 : 0;
        }
        if (ignoresCase)
            set.IgnoreCase();
        if (isInverted)
            set.Invert();
        return set;
    }

    /// <summary>Whether a character that is special only in one of the two forms stands here as such.</summary>
    private readonly bool AtSpecial(char character)
    {
        if (isExtended)
            return _position < _text.Length && _text[_position] == character;
        return _position + 1 < _text.Length && _text[_position] == '\\' && _text[_position + 1] == character;
    }

    private bool AcceptSpecial(char character)
    {
        if (!AtSpecial(character))
            return false;
        _position += isExtended ? 1 : 2;
        return true;
    }
}
