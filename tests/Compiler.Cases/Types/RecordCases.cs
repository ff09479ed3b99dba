// Records, record structs, tuples: equality, with, deconstruction.

namespace Xv6.Compiler.Cases.Types;

public static class RecordCases
{
    public static void StructEquality()
    {
        Key left = new(Opaque.Of(1), 2);
        Output.Add(left == new Key(1, 2));
        Output.Add(left == new Key(1, 3));
        Output.Add(left != new Key(2, 2));
        Output.Add(left.Equals(new Key(1, 2)));
        Output.Add(left.GetHashCode() == new Key(1, 2).GetHashCode());
    }

    public static void StructWith()
    {
        Key key = new(1, Opaque.Of(2));
        Key other = key with { Second = 50 };
        Output.Add(key.Second);
        Output.Add(other.First);
        Output.Add(other.Second);
    }

    public static void StructDeconstruction()
    {
        (int first, long second) = new Key(7, 8);
        Output.Add(first);
        Output.Add(second);
    }

    public static void StructWithReferenceMember()
    {
        Named left = new("a", 1);
        Output.Add(left == new Named("a", 1));
        Output.Add(left == new Named("b", 1));
    }

    public static void ClassEquality()
    {
        Shape left = new Circle("c", Opaque.Of(5));
        Output.Add(left == new Circle("c", 5));
        Output.Add(left == new Circle("c", 6));
        Output.Add(left == new Shape("c"));
        Output.Add(left.Equals(null));
    }

    public static void ClassHashCodes()
    {
        object left = new Circle("c", Opaque.Of(5));
        Output.Add(left.GetHashCode() == new Circle("c", 5).GetHashCode());
        Output.Add(left.Equals(new Circle("c", 5)));
    }

    public static void ToText()
    {
        Output.Add(new Circle("c", Opaque.Of(5)).ToString());
        Output.Add(new Key(Opaque.Of(1), 2).ToString());
        Output.Add((Opaque.Of(1), "x").ToString());
    }

    public static void ClassWith()
    {
        Circle circle = new("c", 5);
        Circle larger = circle with { Radius = 10 };
        Output.Add(circle.Radius);
        Output.Add(larger.Radius);
        Output.Add(larger.Name);
        Output.Add(ReferenceEquals(circle, larger));
    }

    public static void WithThroughBase()
    {
        Shape shape = new Circle("c", 5);
        Shape renamed = shape with { Name = "d" };
        Output.Add(renamed is Circle { Radius: 5 });
        Output.Add(renamed.Name);
    }

    public static void Tuples()
    {
        (int Count, long Sum) totals = (0, 0);
        for (int index = 1; index <= 10; index++)
            totals = (totals.Count + 1, totals.Sum + index);
        Output.Add(totals.Count);
        Output.Add(totals.Sum);
        Output.Add(totals == (10, 55));
        Output.Add(totals.Equals((10, 54L)));
    }

    public static void TupleSwap()
    {
        int first = Opaque.Of(1);
        int second = Opaque.Of(2);
        int third = 3;
        (first, second, third) = (third, first, second);
        Output.Add(first);
        Output.Add(second);
        Output.Add(third);
    }

    public static void LargeTuple()
    {
        (int, int, int, int, int, int, int, int, int) tuple = (1, 2, 3, 4, 5, 6, 7, 8, 9);
        Output.Add(tuple.Item8 * 10 + tuple.Item9);
    }

    public static void TupleFromMethod()
    {
        (int quotient, int remainder) = Divide(Opaque.Of(17), 5);
        Output.Add(quotient);
        Output.Add(remainder);
    }

    public static void RecordAsGenericKey()
    {
        Key[] keys = [new(1, 1), new(2, 2), new(3, 3)];
        Output.Add(Array.IndexOf(keys, new Key(Opaque.Of(2), 2)));
        Output.Add(new ReadOnlySpan<Key>(keys).IndexOf(new Key(3, 3)));
        Output.Add(new ReadOnlySpan<Key>(keys).IndexOf(new Key(4, 3)));
    }

    public static void PrimaryConstructorCapture()
    {
        Accumulator accumulator = new(Opaque.Of(10));
        accumulator.Add(5);
        accumulator.Add(6);
        Output.Add(accumulator.Total);
    }

    public static void RequiredAndInit()
    {
        Settings settings = new() { Name = "x", Size = Opaque.Of(3) };
        Output.Add(settings.Name);
        Output.Add(settings.Size);
    }

    private static (int Quotient, int Remainder) Divide(int value, int by) => (value / by, value % by);

    private readonly record struct Key(int First, long Second);

    private readonly record struct Named(string Name, int Number);

    private record Shape(string Name);

    private sealed record Circle(string Name, int Radius) : Shape(Name);

    private sealed class Accumulator(int start)
    {
        public int Total { get; private set; }

        public void Add(int value) => Total += value * start;
    }

    private sealed class Settings
    {
        public required string Name { get; init; }

        public int Size { get; init; }
    }
}
