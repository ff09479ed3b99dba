// The generic types that GenericCases uses.

namespace Xv6.Compiler.Cases.Generics;

internal sealed class Stack<T>(int capacity)
{
    private T[] _items = new T[capacity];

    public int Count { get; private set; }

    public void Push(T item)
    {
        if (Count == _items.Length)
        {
            T[] larger = new T[_items.Length * 2];
            _items.AsSpan().CopyTo(larger);
            _items = larger;
        }
        _items[Count++] = item;
    }

    public T Pop() => _items[--Count];
}

internal readonly struct Pair<TFirst, TSecond>(TFirst first, TSecond second)
{
    public static readonly Pair<TFirst, TSecond> Zero = new(default!, default!);

    public TFirst First { get; } = first;

    public TSecond Second { get; } = second;

    public Pair<TSecond, TFirst> Swap() => new(Second, First);
}

internal interface IShape
{
    int Area { get; }
}

internal readonly record struct Square(int Side) : IShape
{
    public int Area => Side * Side;
}

internal sealed record Rectangle(int Width, int Height) : IShape
{
    public int Area => Width * Height;
}

internal interface IBumper
{
    void Bump();
}

internal struct Bumper : IBumper
{
    public int Value;

    public void Bump() => Value++;
}

internal sealed class Widget
{
    public int Number { get; } = 17;
}

internal class Visitor
{
    public virtual long Visit<T>(T value, long weight) => weight;
}

internal sealed class Doubler : Visitor
{
    public override long Visit<T>(T value, long weight) => typeof(T) == typeof(int) ? weight * 2 : weight * 20;
}

internal interface ISource<out T>
{
    T Next();
}

internal sealed class Numbers(int start) : ISource<int>, ISource<string>
{
    private int _next = start;

    int ISource<int>.Next() => _next++;

    string ISource<string>.Next() => _next > 3 ? "large" : "small";
}

internal readonly record struct Version(int Number) : IComparable<Version>
{
    public int CompareTo(Version other) => Number.CompareTo(other.Number);
}

internal static class Registry<T>
{
    private static int s_count;

    public static int Register() => ++s_count;
}

internal sealed class Node<T>(T value, Node<T>? next)
{
    public T Value { get; } = value;

    public Node<T>? Next { get; } = next;
}
