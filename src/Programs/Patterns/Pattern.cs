// Regular expressions. All ways through the pattern are followed at once, so the time is bounded by length of text times length of
// pattern, whatever they are (K. Thompson, "Regular Expression Search Algorithm", 1968).

namespace Xv6.Programs.Patterns;

/// <summary>Finds whether a line contains a match.</summary>
internal sealed class Pattern
{
    private readonly PatternInstruction[] _program;
    private readonly bool _ignoresCase;
    private StateSet _current;
    private StateSet _next;

    private Pattern(PatternInstruction[] program, bool ignoresCase)
    {
        _program = program;
        _ignoresCase = ignoresCase;
        _current = new StateSet(program.Length + 1);
        _next = new StateSet(program.Length + 1);
    }

    /// <summary>Compiles a regular expression; null if it isn't one.</summary>
    public static Pattern? TryCompile(ReadOnlySpan<byte> text, bool isExtended = false, bool ignoresCase = false)
    {
        PatternCompiler compiler = new(text, isExtended, ignoresCase);
        List<PatternInstruction> program = compiler.Compile();
        return compiler.HasFailed ? null : new Pattern([.. program], ignoresCase);
    }

    /// <summary>A pattern that matches a text literally.</summary>
    public static Pattern Literal(ReadOnlySpan<byte> text, bool ignoresCase = false)
    {
        PatternInstruction[] program = new PatternInstruction[text.Length];
        for (int i = 0; i < text.Length; i++)
            program[i] = new(PatternOperation.Byte) { Value = ignoresCase ? Utf8.ToLower(text[i]) : text[i] };
        return new Pattern(program, ignoresCase);
    }

    public bool IsMatch(ReadOnlySpan<byte> line)
    {
        _current.Clear();
        for (int place = 0; ; place++)
        {
            // A match may start anywhere.
            Follow(_current, 0, place == 0, place == line.Length);
            if (_current.Contains(_program.Length))
                return true;
            if (place == line.Length)
                return false;
            Step(line[place], place + 1 == line.Length);
        }
    }

    /// <summary>Finds the first match that starts at a place or behind it, the longest of those that start there.</summary>
    public bool TryFind(ReadOnlySpan<byte> line, int from, out int start, out int end)
    {
        for (start = from; start <= line.Length; start++)
        {
            end = LongestMatch(line, start);
            if (end >= 0)
                return true;
        }
        end = -1;
        return false;
    }

    /// <summary>Where the longest match ends that starts at a place; -1 if none does.</summary>
    private int LongestMatch(ReadOnlySpan<byte> line, int start)
    {
        int end = -1;
        _current.Clear();
        Follow(_current, 0, start == 0, start == line.Length);
        for (int place = start; _current.States.Length > 0; place++)
        {
            if (_current.Contains(_program.Length))
                end = place;
            if (place == line.Length)
                break;
            Step(line[place], place + 1 == line.Length);
        }
        return end;
    }

    private void Step(byte value, bool isLast)
    {
        if (_ignoresCase)
            value = Utf8.ToLower(value);
        _next.Clear();
        foreach (int state in _current.States)
        {
            if (state == _program.Length)
                continue; // A match that was found already: a longer one is looked for.
            PatternInstruction instruction = _program[state];
            bool isTaken = instruction.Operation switch
            {
                PatternOperation.Byte => instruction.Value == value,
                PatternOperation.Set => instruction.Set!.Contains(value),
                _ => false,
            };
            if (isTaken)
                Follow(_next, state + 1, isStart: false, isLast);
        }
        (_current, _next) = (_next, _current);
    }

    /// <summary>Adds a state, and all that are reached from it without taking a byte.</summary>
    private void Follow(StateSet states, int state, bool isStart, bool isEnd)
    {
        if (!states.TryAdd(state) || state == _program.Length)
            return;
        PatternInstruction instruction = _program[state];
        switch (instruction.Operation)
        {
            case PatternOperation.Split:
                Follow(states, state + instruction.First, isStart, isEnd);
                Follow(states, state + instruction.Second, isStart, isEnd);
                break;
            case PatternOperation.Jump:
                Follow(states, state + instruction.First, isStart, isEnd);
                break;
            case PatternOperation.LineStart when isStart:
            case PatternOperation.LineEnd when isEnd:
                Follow(states, state + 1, isStart, isEnd);
                break;
        }
    }

    /// <summary>Instructions that matching may go on with, each once, in order of their addition.</summary>
    private sealed class StateSet(int capacity)
    {
        private readonly int[] _states = new int[capacity];
        private readonly bool[] _isMember = new bool[capacity];
        private int _count;

        public ReadOnlySpan<int> States => _states.AsSpan(0, _count);

        public bool Contains(int state) => _isMember[state];

        public bool TryAdd(int state)
        {
            if (_isMember[state])
                return false;
            _isMember[state] = true;
            _states[_count++] = state;
            return true;
        }

        public void Clear()
        {
            foreach (int state in States)
                _isMember[state] = false;
            _count = 0;
        }
    }
}
