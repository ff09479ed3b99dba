// The classes and interfaces that VirtualCases uses.

namespace Xv6.Compiler.Cases.Objects;

internal interface ISpeaker
{
    int Volume();
}

internal interface IFancySpeaker : ISpeaker
{
    int Balance { get; }
}

internal interface IReceiver
{
    int Channel();
}

internal class Animal
{
    public virtual int Legs() => 4;

    public virtual int Volume() => 1;
}

internal class Dog : Animal, ISpeaker
{
    public override int Volume() => 5;

    public int Fetch() => 77;
}

internal sealed class Puppy : Dog
{
    public override int Volume() => base.Volume() - 2;
}

internal sealed class Cat : Animal, ISpeaker
{
    public override int Legs() => 3;
}

internal sealed class Whisperer : Dog, ISpeaker
{
    int ISpeaker.Volume() => 0;
}

internal sealed class Radio : ISpeaker, IReceiver
{
    public int Channel() => 100;

    int ISpeaker.Volume() => 11;

    int IReceiver.Channel() => 200;
}

internal readonly struct Loudspeaker(int volume) : ISpeaker
{
    public int Volume() => volume;
}

internal sealed class Stereo : IFancySpeaker
{
    public int Balance => 3;

    public int Volume() => 6;
}

internal abstract class Shape
{
    public abstract int Area();

    public int Twice() => Area() * 2;
}

internal sealed class Square(int side) : Shape
{
    public override int Area() => side * side;
}

internal sealed class Disc(int radius) : Shape
{
    public override int Area() => radius * radius * 3;
}

internal class Base
{
    public virtual int Size { get; set; }

    public string Name() => "base";

    public virtual int Slot() => 1;
}

internal class Derived : Base
{
    private int _size;

    public override int Size
    {
        get => _size * 2;
        set => _size = value + 1;
    }

    public new string Name() => "derived";

    public new virtual int Slot() => 2;
}

internal sealed class MoreDerived : Derived
{
    public override int Slot() => 3;
}

internal sealed class Trace
{
    public int Value { get; private set; }

    public int Step(int number) => Value = Value * 10 + number;
}

internal class Upper
{
    private readonly int _first;

    protected Upper(Trace trace)
    {
        _first = trace.Step(2);
        trace.Step(_first > 0 ? 3 : 9);
    }
}

internal sealed class Lower : Upper
{
    public Lower(Trace trace) : base(Early(trace))
    {
        trace.Step(4);
    }

    private static Trace Early(Trace trace)
    {
        trace.Step(1);
        return trace;
    }
}

internal abstract class Initializing
{
    protected Initializing()
    {
        Seen = Initial();
    }

    public int Seen { get; }

    protected abstract int Initial();
}

internal sealed class Initialized(int value) : Initializing
{
    private readonly int _value = value;

    protected override int Initial() => _value + 1;
}

internal sealed class Chained(int left, int right)
{
    public Chained() : this(1)
    {
    }

    public Chained(int left) : this(left, 100)
    {
    }

    public int Value { get; } = left * 1000 + right;
}

internal abstract class Maker
{
    public abstract Animal Make();
}

internal sealed class DogMaker : Maker
{
    public override Dog Make() => new();
}

internal sealed class Described
{
    public override string ToString() => "described";

    public override bool Equals(object? other) => other is Described;

    public override int GetHashCode() => 1234;
}

internal sealed class Vector(int length)
{
    private readonly int[] _items = new int[length];

    public int this[int index]
    {
        get => _items[index];
        set => _items[index] = value;
    }

    public static Vector operator +(Vector left, Vector right)
    {
        Vector sum = new(left._items.Length);
        for (int index = 0; index < left._items.Length; index++)
            sum[index] = left[index] + right[index];
        return sum;
    }

    public static Vector operator -(Vector value)
    {
        Vector negated = new(value._items.Length);
        for (int index = 0; index < value._items.Length; index++)
            negated[index] = -value[index];
        return negated;
    }

    public static explicit operator int(Vector value)
    {
        int total = 0;
        foreach (int item in value._items)
            total += item;
        return total;
    }

    public static bool operator true(Vector value) => value._items.Length > 0;

    public static bool operator false(Vector value) => value._items.Length == 0;
}

internal class Level0
{
    public virtual int Value() => 0;
}

internal class Level1 : Level0
{
    public override int Value() => base.Value() * 10 + 1;
}

internal class Level2 : Level1
{
    public override int Value() => base.Value() * 10 + 2;
}

internal sealed class Level3 : Level2
{
    public override int Value() => base.Value() * 10 + 3;
}
