// Static abstract and static virtual interface members, and default interface methods.

namespace Xv6.Compiler.Cases.Generics;

public static class StaticAbstractCases
{
    public static void StaticMethod()
    {
        Output.Add(Describe<Metric>());
        Output.Add(Describe<Imperial>());
    }

    public static void StaticProperty() => Output.Add(Scale<Metric>() + Scale<Imperial>());

    public static void StaticVirtualDefault()
    {
        Output.Add(Rank<Metric>());
        Output.Add(Rank<Imperial>());
    }

    public static void OperatorsInInterface()
    {
        Output.Add(SumOf<Money>([new(1), new(Opaque.Of(2)), new(39)]).Cents);
    }

    public static void Factory()
    {
        Output.Add(Parse<Money>(Opaque.Of(12)).Cents);
        Output.Add(Parse<Text>(5).Value);
    }

    public static void ThroughGenericType()
    {
        Output.Add(new Converter<Metric>().Convert(Opaque.Of(5)));
        Output.Add(new Converter<Imperial>().Convert(Opaque.Of(5)));
    }

    public static void DefaultMethod()
    {
        IGreeter plain = new Plain();
        IGreeter loud = new Loud();
        Output.Add(plain.Greet());
        Output.Add(loud.Greet());
    }

    public static void DefaultMethodCallsAbstract()
    {
        ICountdown countdown = new From(Opaque.Of(4));
        Output.Add(countdown.Total());
    }

    public static void DefaultMethodInStruct()
    {
        ICountdown countdown = new SmallFrom(3);
        Output.Add(countdown.Total());
        Output.Add(TotalOf(new SmallFrom(5)));
    }

    public static void OverriddenInDerivedInterface()
    {
        IBase value = new Implementation();
        Output.Add(value.Number());
        Output.Add(((IDerived)value).Number());
    }

    public static void MostSpecificDefault()
    {
        IBase value = new Other();
        Output.Add(value.Number());
    }

    public static void DefaultProperty()
    {
        IGreeter greeter = new Loud();
        Output.Add(greeter.Volume);
        Output.Add(((IGreeter)new Plain()).Volume);
    }

    public static void PrivateMemberOfInterface()
    {
        ICountdown countdown = new From(2);
        Output.Add(countdown.TwiceTotal());
    }

    public static void StaticMemberOfInterface() => Output.Add(ICountdown.Limit);

    public static void StaticAbstractThroughClassHierarchy()
    {
        Output.Add(NameOf<BaseName>());
        Output.Add(NameOf<DerivedName>());
    }

    public static void HardwareStyle()
    {
        Driver<FakeRegisters> driver = new();
        driver.Start();
        driver.Start();
        Output.Add(FakeRegisters.Control);
        Output.Add(FakeRegisters.Writes);
    }

    private static string Describe<T>() where T : IUnit => T.Describe();

    private static int Scale<T>() where T : IUnit => T.Scale;

    private static int Rank<T>() where T : IUnit => T.Rank();

    private static T SumOf<T>(ReadOnlySpan<T> values) where T : struct, IAddable<T>
    {
        T sum = T.Zero;
        foreach (T value in values)
            sum += value;
        return sum;
    }

    private static T Parse<T>(int value) where T : IParsed<T> => T.Parse(value);

    private static int TotalOf<T>(T countdown) where T : ICountdown => countdown.Total();

    private static string NameOf<T>() where T : INamed => T.Name;

    private interface IUnit
    {
        static abstract int Scale { get; }

        static abstract string Describe();

        static virtual int Rank() => 7;
    }

    private readonly struct Metric : IUnit
    {
        public static int Scale => 10;

        public static string Describe() => "metric";
    }

    private sealed class Imperial : IUnit
    {
        public static int Scale => 12;

        public static string Describe() => "imperial";

        public static int Rank() => 8;
    }

    private interface IAddable<TSelf> where TSelf : struct, IAddable<TSelf>
    {
        static abstract TSelf Zero { get; }

        static abstract TSelf operator +(TSelf left, TSelf right);
    }

    private interface IParsed<TSelf>
    {
        static abstract TSelf Parse(int value);
    }

    private readonly record struct Money(int Cents) : IAddable<Money>, IParsed<Money>
    {
        public static Money Zero => new(0);

        public static Money operator +(Money left, Money right) => new(left.Cents + right.Cents);

        public static Money Parse(int value) => new(value * 100);
    }

    private sealed record Text(string Value) : IParsed<Text>
    {
        public static Text Parse(int value) => new(value == 5 ? "five" : "other");
    }

    private sealed class Converter<T> where T : IUnit
    {
        public int Convert(int value) => value * T.Scale;
    }

    private interface IGreeter
    {
        int Volume => 3;

        string Greet() => "hello";
    }

    private sealed class Plain : IGreeter;

    private sealed class Loud : IGreeter
    {
        public int Volume => 11;

        public string Greet() => "HELLO";
    }

    private interface ICountdown
    {
        static int Limit => 99;

        int Start { get; }

        int Total()
        {
            int total = 0;
            for (int value = Start; value > 0; value--)
                total += value;
            return total;
        }

        int TwiceTotal() => Twice(Total());

        private static int Twice(int value) => value * 2;
    }

    private sealed class From(int start) : ICountdown
    {
        public int Start => start;
    }

    private readonly struct SmallFrom(int start) : ICountdown
    {
        public int Start => start;
    }

    private interface IBase
    {
        int Number();
    }

    private interface IDerived : IBase
    {
        int IBase.Number() => 20;

        new int Number() => 21;
    }

    private interface IOther : IBase
    {
        int IBase.Number() => 30;
    }

    private sealed class Implementation : IDerived;

    private sealed class Other : IOther;

    private interface INamed
    {
        static abstract string Name { get; }
    }

    private class BaseName : INamed
    {
        public static string Name => "base";
    }

    private sealed class DerivedName : BaseName;

    private interface IRegisters
    {
        static abstract void Write(int value);

        static abstract int Read();
    }

    private abstract class FakeRegisters : IRegisters
    {
        public static int Control { get; private set; }

        public static int Writes { get; private set; }

        public static void Write(int value)
        {
            Control = value;
            Writes++;
        }

        public static int Read() => Control;
    }

    private sealed class Driver<TRegisters> where TRegisters : IRegisters
    {
        public void Start() => TRegisters.Write(TRegisters.Read() * 2 + 1);
    }
}
