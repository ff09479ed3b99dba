// Newer features of C#: extension members, field-backed properties, null-conditional assignment, compound operators, and so on.

using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Xv6.Compiler.Cases.Types;

public static class LanguageCases
{
    public static void ExtensionMembers()
    {
        Output.Add(12.Half);
        Output.Add(12.Plus(5));
        Output.Add(int.Answer);
        ReadOnlySpan<byte> text = "a=1"u8;
        Output.Add(text.FirstByte);
    }

    public static void FieldBackedProperty()
    {
        Settings settings = new() { Level = Opaque.Of(50) };
        Output.Add(settings.Level);
        settings.Level = -3;
        Output.Add(settings.Level);
    }

    public static void NullConditionalAssignment()
    {
        Settings? some = Opaque.OrNull(new Settings(), false);
        Settings? none = Opaque.OrNull(new Settings(), true);
        int calls = 0;
        int Next() => ++calls;
        some?.Level = Next();
        none?.Level = Next();
        some?.Level += 5;
        Output.Add(calls);
        Output.Add(some!.Level);
    }

    public static void CompoundOperators()
    {
        Counter counter = new();
        Counter alias = counter;
        counter += Opaque.Of(5);
        counter++;
        Output.Add(alias.Value);
        Output.Add(ReferenceEquals(counter, alias));
    }

    public static void CheckedOperators()
    {
        Small small = new(Opaque.Of(100));
        Output.Add(unchecked(small + new Small(100)).Value);
        Output.Add(checked(small + new Small(100)).Value);
    }

    public static void UserConversions()
    {
        Celsius celsius = Opaque.Of(100);
        int whole = (int)celsius;
        Fahrenheit fahrenheit = celsius;
        Output.Add(whole);
        Output.Add(fahrenheit.Degrees);
    }

    public static void CollectionExpressions()
    {
        int[] array = [1, Opaque.Of(2), 3];
        List<int> list = [.. array, 4];
        ReadOnlySpan<int> span = [0, .. list];
        int[] nested = [.. span[1..3], .. array];
        Output.Add(list.Count);
        Output.Add(span.Length);
        Output.Add(nested.Length);
        Output.Add(nested[4]);
    }

    public static void DefaultLambdaParameters()
    {
        var add = (int left, int right = 10) => left + right;
        Output.Add(add(Opaque.Of(1)));
        Output.Add(add(1, 2));
    }

    public static void RefReadonlyAndScoped()
    {
        int[] values = [3, 1, 2];
        ref readonly int smallest = ref Smallest(values);
        Output.Add(smallest);
        values[1] = 50;
        Output.Add(smallest);
    }

    public static void DefensiveCopies()
    {
        Counting counting = new();
        Output.Add(CountTwice(in counting));
        counting.Next();
        Output.Add(counting.Value);
    }

    public static void ModuleOfNestedFunctions()
    {
        int depth = 0;
        int Walk(int node)
        {
            depth++;
            int Child(int side) => node * 2 + side < 8 ? Walk(node * 2 + side) : 1;
            return Child(0) + Child(1);
        }
        Output.Add(Walk(1));
        Output.Add(depth);
    }

    public static void TargetTypedAndDiscards()
    {
        Small small = new(7);
        _ = small + new Small(1);
        (_, int second, _) = (1, Opaque.Of(2), 3);
        Output.Add(small.Value + second);
    }

    public static void InlineArrayOfInlineArrays()
    {
        Grid grid = default;
        for (int row = 0; row < 3; row++)
            for (int column = 0; column < 4; column++)
                grid[row][column] = row * 10 + column;
        Output.Add(grid[2][3]);
        Output.Add(grid[Opaque.Of(1)][2]);
        Grid copy = grid;
        copy[1][2] = -1;
        Output.Add(grid[1][2]);
    }

    public static void RecursiveStructEnumerator()
    {
        int sum = 0;
        foreach ((int index, char letter) in new Indexed("xyz"))
            sum = sum * 7 + index * letter;
        Output.Add(sum);
    }

    public static void GenericAttributesOfTypes()
    {
        Output.Add(Kind<int>.Name);
        Output.Add(Kind<string>.Name);
        Output.Add(Kind<List<int>>.Name);
    }

    private static ref readonly int Smallest(ReadOnlySpan<int> values)
    {
        int best = 0;
        for (int index = 1; index < values.Length; index++)
        {
            if (values[index] < values[best])
                best = index;
        }
        return ref values[best];
    }

    private static int CountTwice(in Counting counting) => counting.Next() + counting.Next();

    private sealed class Settings
    {
        public int Level
        {
            get;
            set => field = Math.Clamp(value, 0, 20);
        }
    }

    private sealed class Counter
    {
        public int Value { get; private set; }

        public void operator +=(int by) => Value += by;

        public void operator ++() => Value++;
    }

    private readonly record struct Small(int Value)
    {
        public static Small operator +(Small left, Small right) => new((sbyte)(left.Value + right.Value));

        public static Small operator checked +(Small left, Small right) => new(checked((sbyte)(left.Value + right.Value)));
    }

    private readonly record struct Celsius(double Degrees)
    {
        public static implicit operator Celsius(int degrees) => new(degrees);

        public static explicit operator int(Celsius celsius) => (int)celsius.Degrees;
    }

    private readonly record struct Fahrenheit(double Degrees)
    {
        public static implicit operator Fahrenheit(Celsius celsius) => new(celsius.Degrees * 9 / 5 + 32);
    }

    private struct Counting
    {
        public int Value;

        public int Next() => ++Value;
    }

    private static class Kind<T>
    {
        public static readonly string Name = default(T) is null ? "reference" : "value";
    }

    private readonly ref struct Indexed(string text)
    {
        private readonly ReadOnlySpan<char> _text = text;

        public Enumerator GetEnumerator() => new(_text);

        public ref struct Enumerator(ReadOnlySpan<char> text)
        {
            private readonly ReadOnlySpan<char> _text = text;
            private int _index = -1;

            public readonly (int Index, char Letter) Current => (_index, _text[_index]);

            public bool MoveNext() => ++_index < _text.Length;
        }
    }

    [InlineArray(4)]
    private struct Row
    {
        private int _first;
    }

    [InlineArray(3)]
    private struct Grid
    {
        private Row _first;
    }
}

internal static class LanguageExtensions
{
    extension(int number)
    {
        public int Half => number / 2;

        public static int Answer => 42;

        public int Plus(int other) => number + other;
    }

    extension(ReadOnlySpan<byte> text)
    {
        public byte FirstByte => text[0];
    }
}
