// From the text of a regular expression to instructions, by recursive descent:
//
//     alternatives = sequence { "|" sequence }
//     sequence     = { atom { "*" | "+" | "?" | "{" n [ "," [ m ] ] "}" } }
//     atom         = "(" alternatives ")" | "[" set "]" | "." | "^" | "$" | "\w" | "\s" | character
//
// In a basic expression | + ? ( ) { } mean themselves and have their special meaning behind a backslash; in an extended one it is the other
// way round (POSIX, with GNU's extensions to the basic form).

namespace Xv6.Programs.Patterns;

internal ref struct PatternCompiler(ReadOnlySpan<byte> text, bool isExtended, bool ignoresCase)
{
    private const int Unlimited = int.MaxValue;
    private const int MostRepetitions = 255;

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
            while (!HasFailed && TryReadRepetition(out int least, out int most))
                atom = Repeat(atom, least, most);
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
                return AnyCharacter();
            case (byte)'[':
                PatternSetReader reader = new(_text[_position..], ignoresCase);
                ByteSet set = reader.Read();
                HasFailed |= reader.HasFailed;
                _position += reader.Position;
                return [new(PatternOperation.Set) { Set = set }];
            case (byte)'^' when isFirst || isExtended:
                return [new(PatternOperation.LineStart)];
            case (byte)'$' when AtSequenceEnd() || isExtended:
                return [new(PatternOperation.LineEnd)];
            case (byte)'\\' when _position < _text.Length:
                value = _text[_position++];
                if (value is (byte)'w' or (byte)'W' or (byte)'s' or (byte)'S')
                    return [new(PatternOperation.Set) { Set = PatternSetReader.Class(value) }];
                break;
            case (byte)'\\':
                HasFailed = true;
                break;
        }
        return [new(PatternOperation.Byte) { Value = ignoresCase ? Utf8.ToLower(value) : value }];
    }

    private readonly bool AtSequenceEnd() => _position == _text.Length || AtSpecial('|') || AtSpecial(')');

    /// <summary>A character in UTF-8: its first byte, and any number of those that continue it.</summary>
    private static List<PatternInstruction> AnyCharacter()
    {
        ByteSet continuations = new();
        continuations.AddRange(0x80, 0xBF);
        ByteSet starts = new();
        starts.AddRange(0x80, 0xBF);
        starts.Invert();
        List<PatternInstruction> rest = Repeat([new(PatternOperation.Set) { Set = continuations }], 0, Unlimited);
        rest.Insert(0, new(PatternOperation.Set) { Set = starts });
        return rest;
    }

    /// <summary>The atom as often as it has to be there, then as often as it may.</summary>
    private static List<PatternInstruction> Repeat(List<PatternInstruction> atom, int least, int most)
    {
        List<PatternInstruction> repeated = [];
        for (int i = 0; i < least; i++)
            repeated.AddRange(atom);
        if (most == Unlimited)
        {
            repeated.Add(new(PatternOperation.Split) { First = 1, Second = atom.Count + 2 });
            repeated.AddRange(atom);
            repeated.Add(new(PatternOperation.Jump) { First = -(atom.Count + 1) });
        }
        for (int i = least; i < most && most != Unlimited; i++)
        {
            repeated.Add(new(PatternOperation.Split) { First = 1, Second = atom.Count + 1 });
            repeated.AddRange(atom);
        }
        return repeated;
    }

    private bool TryReadRepetition(out int least, out int most)
    {
        (least, most) = (0, Unlimited);
        if (_position < _text.Length && _text[_position] == '*')
        {
            _position++;
            return true;
        }
        if (AcceptSpecial('+'))
        {
            least = 1;
            return true;
        }
        if (AcceptSpecial('?'))
        {
            most = 1;
            return true;
        }
        if (!AcceptSpecial('{'))
            return false;
        bool hasLeast = TryReadNumber(out least);
        most = least;
        if (_position < _text.Length && _text[_position] == ',')
        {
            _position++;
            if (!TryReadNumber(out most))
                most = Unlimited;
        }
        HasFailed |= !hasLeast || !AcceptSpecial('}') || (most != Unlimited && most < least);
        return !HasFailed;
    }

    private bool TryReadNumber(out int number)
    {
        int start = _position;
        number = 0;
        for (; _position < _text.Length && Utf8.IsDigit(_text[_position]) && number <= MostRepetitions; _position++)
            number = number * 10 + (_text[_position] - '0');
        HasFailed |= number > MostRepetitions;
        return _position > start;
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
