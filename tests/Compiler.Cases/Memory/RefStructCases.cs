// Ref structs: ref fields, scoped lifetimes, guards with Dispose, enumerators.


namespace Xv6.Compiler.Cases.Memory;

public static class RefStructCases
{
    public static void RefField()
    {
        int value = Opaque.Of(1);
        Cursor cursor = new(ref value);
        cursor.Increment();
        cursor.Increment();
        Output.Add(value);
    }

    public static void RefFieldReassigned()
    {
        int first = 1;
        int second = 10;
        Cursor cursor = new(ref first);
        cursor.Increment();
        cursor = new Cursor(ref second);
        cursor.Increment();
        Output.Add(first);
        Output.Add(second);
    }

    public static void SpanInsideRefStruct()
    {
        Reader reader = new([1, 0, 2, 0, 0, 0, 3]);
        Output.Add(reader.ReadByte());
        Output.Add(reader.ReadByte());
        Output.Add(reader.ReadWord());
        Output.Add(reader.Remaining);
    }

    public static void ReaderPastEnd()
    {
        Reader reader = new([1, 2]);
        Output.Add(reader.ReadByte());
        Output.Add(reader.ReadWord());
    }

    public static void WriterPassedByReference()
    {
        Span<byte> buffer = stackalloc byte[8];
        Writer writer = new(buffer);
        WriteTwice(ref writer, 5);
        WriteTwice(ref writer, 6);
        Output.Add(writer.Written.Length);
        Output.Add(buffer[3]);
    }

    public static void GuardDisposes()
    {
        Gate gate = new();
        using (gate.Enter())
            Output.Add(gate.Depth);
        Output.Add(gate.Depth);
        Nested(gate);
        Output.Add(gate.Depth);
    }

    public static void GuardWithEarlyReturn()
    {
        Gate gate = new();
        Output.Add(Find(gate, 3));
        Output.Add(Find(gate, 30));
        Output.Add(gate.Depth);
        Output.Add(gate.Entries);
    }

    public static void CustomEnumerator()
    {
        int sum = 0;
        foreach (int value in new Countdown(Opaque.Of(5)))
            sum = sum * 10 + value;
        Output.Add(sum);
    }

    public static void EnumeratorOfReferences()
    {
        int[] values = [1, 2, 3, 4];
        foreach (ref int value in new Even(values))
            value = -value;
        foreach (int value in values)
            Output.Add(value);
    }

    public static void GenericOverRefStruct()
    {
        Output.Add(LengthOf(new Tokens("one two three"u8)));
    }

    public static void SplitWithoutAllocation()
    {
        Tokens tokens = new("  cat  a.txt b.txt "u8);
        while (tokens.MoveNext())
            Output.Add(tokens.Current);
    }

    private static void WriteTwice(ref Writer writer, byte value)
    {
        writer.Write(value);
        writer.Write(value);
    }

    private static void Nested(Gate gate)
    {
        using Gate.Guard outer = gate.Enter();
        using Gate.Guard inner = gate.Enter();
        Output.Add(gate.Depth);
    }

    private static int Find(Gate gate, int wanted)
    {
        for (int value = 0; value < 10; value++)
        {
            using Gate.Guard guard = gate.Enter();
            if (value == wanted)
                return value;
        }
        return -1;
    }

    private static int LengthOf<T>(T source) where T : ICounted, allows ref struct
    {
        int count = 0;
        while (source.MoveNext())
            count++;
        return count;
    }

    private ref struct Cursor(ref int target)
    {
        private readonly ref int _target = ref target;

        public void Increment() => _target++;
    }

    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _rest = bytes;

        public readonly int Remaining => _rest.Length;

        public byte ReadByte()
        {
            byte value = _rest[0];
            _rest = _rest[1..];
            return value;
        }

        public int ReadWord() => ReadByte() | ReadByte() << 8 | ReadByte() << 16 | ReadByte() << 24;
    }

    private ref struct Writer(Span<byte> buffer)
    {
        private readonly Span<byte> _buffer = buffer;
        private int _length;

        public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

        public void Write(byte value) => _buffer[_length++] = value;
    }

    private sealed class Gate
    {
        public int Depth { get; private set; }

        public int Entries { get; private set; }

        public Guard Enter()
        {
            Depth++;
            Entries++;
            return new Guard(this);
        }

        public readonly ref struct Guard(Gate gate)
        {
            public void Dispose() => gate.Depth--;
        }
    }

    private readonly struct Countdown(int start)
    {
        public Enumerator GetEnumerator() => new(start + 1);

        public ref struct Enumerator(int next)
        {
            public int Current { get; private set; } = next;

            public bool MoveNext() => --Current > 0;
        }
    }

    private readonly ref struct Even(Span<int> values)
    {
        private readonly Span<int> _values = values;

        public Enumerator GetEnumerator() => new(_values);

        public ref struct Enumerator(Span<int> values)
        {
            private readonly Span<int> _values = values;
            private int _index = -1;

            public readonly ref int Current => ref _values[_index];

            public bool MoveNext()
            {
                do
                    _index++;
                while (_index < _values.Length && _values[_index] % 2 != 0);
                return _index < _values.Length;
            }
        }
    }

    private interface ICounted
    {
        bool MoveNext();
    }

    private ref struct Tokens(ReadOnlySpan<byte> text) : ICounted
    {
        private ReadOnlySpan<byte> _rest = text;

        public ReadOnlySpan<byte> Current { get; private set; }

        public bool MoveNext()
        {
            while (_rest.Length > 0 && _rest[0] == (byte)' ')
                _rest = _rest[1..];
            int length = 0;
            while (length < _rest.Length && _rest[length] != (byte)' ')
                length++;
            Current = _rest[..length];
            _rest = _rest[length..];
            return length > 0;
        }
    }
}
