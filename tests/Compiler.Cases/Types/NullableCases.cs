// Nullable value types, lifted operators, and boxing.

namespace Xv6.Compiler.Cases.Types;

public static class NullableCases
{
    public static void HasValue()
    {
        int? some = Opaque.Of(5);
        int? none = null;
        Output.Add(some.HasValue);
        Output.Add(none.HasValue);
        Output.Add(some.Value);
        Output.Add(none.GetValueOrDefault());
        Output.Add(none.GetValueOrDefault(9));
        Output.Add(none ?? 7);
    }

    public static void ValueOfNothing()
    {
        int? none = Opaque.Of(true) ? null : 5;
        Output.Add(1);
        Output.Add(none!.Value);
    }

    public static void LiftedArithmetic()
    {
        int? some = Opaque.Of(5);
        int? none = null;
        Output.Add((some + 1) ?? -1);
        Output.Add((some + none) ?? -1);
        Output.Add((-some) ?? -1);
    }

    public static void LiftedComparison()
    {
        int? some = Opaque.Of(5);
        int? none = null;
        Output.Add(some > 3);
        Output.Add(none > 3);
        Output.Add(none <= 3);
        Output.Add(none == null);
        Output.Add(some == 5);
        Output.Add(some != none);
    }

    public static void ThreeValuedLogic()
    {
        bool? unknown = null;
        bool? yes = Opaque.Of(true);
        Output.Add((yes | unknown) ?? false);
        Output.Add((yes & unknown) ?? false);
        Output.Add((false & unknown) ?? true);
    }

    public static void Conditional()
    {
        Output.Add(LengthOf(null) ?? -1);
        Output.Add(LengthOf("four") ?? -1);
    }

    public static void Assignment()
    {
        long? value = null;
        value ??= 12;
        value ??= 13;
        Output.Add(value.Value);
        value += 5;
        Output.Add(value.Value);
    }

    public static void OfStruct()
    {
        Pair? none = null;
        Pair? some = new Pair(1, 2);
        Output.Add(none?.Left ?? -1);
        Output.Add(some?.Right ?? -1);
        if (some is { Left: 1, Right: var right })
            Output.Add(right);
    }

    public static void BoxOfSomeIsTheValue()
    {
        int? some = Opaque.Of(5);
        object? boxed = some;
        Output.Add(boxed is int);
        Output.Add((int)boxed!);
    }

    public static void BoxOfNoneIsNull()
    {
        int? none = Opaque.Of(true) ? null : 1;
        object? boxed = none;
        Output.Add(boxed is null);
    }

    public static void UnboxToNullable()
    {
        object? boxed = Opaque.Of(6);
        int? some = (int?)boxed;
        int? none = (int?)(object?)null;
        Output.Add(some ?? -1);
        Output.Add(none ?? -1);
        Output.Add(boxed as long? ?? -2);
    }

    public static void UnboxWrongType()
    {
        object boxed = Opaque.Of(6);
        Output.Add(1);
        Output.Add((long)boxed);
    }

    public static void UnboxNull()
    {
        object? boxed = Opaque.OrNull(new object(), true);
        Output.Add((int)boxed!);
    }

    public static void Boxing()
    {
        object boxed = Opaque.Of(41);
        object again = boxed;
        int value = (int)boxed;
        value++;
        Output.Add(value);
        Output.Add((int)again);
        Output.Add(boxed.Equals(41));
        Output.Add(boxed.GetHashCode());
    }

    public static void BoxedStructKeepsItsCopy()
    {
        Counter counter = default;
        object boxed = counter;
        counter.Count = 5;
        Output.Add(((Counter)boxed).Count);
        ((ICounter)boxed).Increment();
        ((ICounter)boxed).Increment();
        Output.Add(((Counter)boxed).Count);
        Output.Add(counter.Count);
    }

    public static void BoxedSmallTypes()
    {
        object[] values = [(byte)1, (sbyte)-2, (short)-3, 'c', true, 1.5, 2.5f, 7UL, (nint)9];
        int found = 0;
        foreach (object value in values)
        {
            found += value switch
            {
                byte number => number,
                sbyte number => number * 10,
                short number => number * 100,
                char letter => letter,
                bool flag => flag ? 10000 : 0,
                double number => (int)(number * 100000),
                float number => (int)(number * 1000000),
                ulong number => (int)number * 10000000,
                _ => 3,
            };
            Output.Add(found);
        }
    }

    public static void EqualsOfNullable()
    {
        int? left = Opaque.Of(3);
        int? right = 3;
        Output.Add(left.Equals(right));
        Output.Add(left.Equals(null));
        Output.Add(left.GetHashCode());
    }

    private static int? LengthOf(string? text) => text?.Length;

    private readonly record struct Pair(int Left, int Right);

    private interface ICounter
    {
        void Increment();
    }

    private struct Counter : ICounter
    {
        public int Count;

        public void Increment() => Count++;
    }
}
