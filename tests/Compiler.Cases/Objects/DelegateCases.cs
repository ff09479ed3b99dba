// Delegates, lambdas, closures, local functions.

namespace Xv6.Compiler.Cases.Objects;

public static class DelegateCases
{
    private static int s_calls;

    public static void StaticLambda()
    {
        Func<int, int> square = static value => value * value;
        Output.Add(square(Opaque.Of(7)));
    }

    public static void CachedLambdaIsTheSame() => Output.Add(ReferenceEquals(Squarer(), Squarer()));

    public static void ClosureOverLocal()
    {
        int total = Opaque.Of(10);
        Action<int> add = value => total += value;
        add(5);
        add(6);
        Output.Add(total);
    }

    public static void ClosureOverParameterAndThis()
    {
        Scaler scaler = new(Opaque.Of(3));
        Func<int, int> scale = scaler.By(10);
        Output.Add(scale(2));
        scaler.Factor = 4;
        Output.Add(scale(2));
    }

    public static void ClosuresShareState()
    {
        (Action increment, Func<int> read) = MakeCounter();
        increment();
        increment();
        increment();
        Output.Add(read());
    }

    public static void ClosureInLoop()
    {
        Func<int>[] readers = new Func<int>[3];
        for (int index = 0; index < readers.Length; index++)
        {
            int copy = index * 10;
            readers[index] = () => copy++;
        }
        Output.Add(readers[2]());
        Output.Add(readers[2]());
        Output.Add(readers[1]());
    }

    public static void NestedClosures()
    {
        int outer = Opaque.Of(1);
        Func<int, Func<int, int>> make = first => second => outer + first * 10 + second * 100;
        outer = 2;
        Output.Add(make(3)(4));
    }

    public static void MethodGroup()
    {
        Func<int, int> twice = Twice;
        Output.Add(twice(Opaque.Of(21)));
    }

    public static void InstanceMethod()
    {
        Scaler scaler = new(5);
        Func<int, int> scale = scaler.Scale;
        scaler.Factor = 6;
        Output.Add(scale(Opaque.Of(7)));
    }

    public static void VirtualMethod()
    {
        Animal animal = Opaque.Of(true) ? new Puppy() : new Animal();
        Func<int> volume = animal.Volume;
        Output.Add(volume());
    }

    public static void InterfaceMethod()
    {
        ISpeaker speaker = new Loudspeaker(Opaque.Of(12));
        Func<int> volume = speaker.Volume;
        Output.Add(volume());
    }

    public static void StructMethod()
    {
        Loudspeaker speaker = new(Opaque.Of(13));
        Func<int> volume = speaker.Volume;
        Output.Add(volume());
    }

    public static void ExtensionMethod()
    {
        Func<int> length = "text".CountLetters;
        Output.Add(length());
    }

    public static void OwnDelegateType()
    {
        Transform transform = (ref long value, int by) => value *= by;
        long number = 6;
        transform(ref number, 7);
        Output.Add(number);
    }

    public static void DelegateWithStructs()
    {
        Func<(int, long), (int, long, int), long> sum = static (left, right) => left.Item1 + left.Item2 + right.Item2;
        Output.Add(sum((1, 2), (3, Opaque.Of(4L), 5)));
    }

    public static void GenericDelegate()
    {
        Output.Add(Apply(static (int value) => value + 1, Opaque.Of(1)));
        Output.Add(Apply(static (string text) => text.Length, "four"));
    }

    public static void Multicast()
    {
        Action? action = First;
        action += Second;
        action += First;
        s_calls = 0;
        action();
        Output.Add(s_calls);
        action -= First;
        s_calls = 0;
        action?.Invoke();
        Output.Add(s_calls);
    }

    public static void MulticastReturnsLast()
    {
        Func<int> both = () => 1;
        both += () => 2;
        Output.Add(both());
    }

    public static void Event()
    {
        Button button = new();
        int clicks = 0;
        button.Clicked += amount => clicks += amount;
        button.Clicked += amount => clicks += amount * 10;
        button.Click(3);
        Output.Add(clicks);
    }

    public static void NullDelegate()
    {
        Action? none = null;
        none?.Invoke();
        Output.Add(none is null);
    }

    public static void InvokeNullFails()
    {
        Action none = Opaque.OrNull<Action>(First, true)!;
        Output.Add(1);
        none();
    }

    public static void Equality()
    {
        Func<int, int> first = Twice;
        Func<int, int> second = Twice;
        Output.Add(first == second);
        Output.Add(first.Equals(Squarer()));
    }

    public static void LocalFunctions()
    {
        int factor = Opaque.Of(3);
        int Scale(int value) => value * factor;
        static int Fibonacci(int n) => n < 2 ? n : Fibonacci(n - 1) + Fibonacci(n - 2);
        Output.Add(Scale(5));
        factor = 4;
        Output.Add(Scale(5));
        Output.Add(Fibonacci(15));
    }

    public static void MutuallyRecursiveLocals()
    {
        bool IsEven(int value) => value == 0 || IsOdd(value - 1);
        bool IsOdd(int value) => value != 0 && IsEven(value - 1);
        Output.Add(IsEven(Opaque.Of(10)));
        Output.Add(IsOdd(Opaque.Of(10)));
    }

    public static void CurriedComposition()
    {
        Func<int, int> composed = Compose(static value => value + 1, Compose(static value => value * 2, static value => value - 3));
        Output.Add(composed(Opaque.Of(10)));
    }

    private static Func<int, int> Squarer() => static value => value * value;

    private static int Twice(int value) => value * 2;

    private static void First() => s_calls = s_calls * 10 + 1;

    private static void Second() => s_calls = s_calls * 10 + 2;

    private static (Action Increment, Func<int> Read) MakeCounter()
    {
        int count = 0;
        return (() => count++, () => count);
    }

    private static int Apply<T>(Func<T, int> function, T value) => function(value);

    private static Func<int, int> Compose(Func<int, int> outer, Func<int, int> inner) => value => outer(inner(value));

    private static int CountLetters(this string text) => text.Length;

    private delegate void Transform(ref long value, int by);

    private sealed class Scaler(int factor)
    {
        public int Factor { get; set; } = factor;

        public int Scale(int value) => value * Factor;

        public Func<int, int> By(int extra) => value => value * Factor + extra;
    }

    private sealed class Button
    {
        public event Action<int>? Clicked;

        public void Click(int amount) => Clicked?.Invoke(amount);
    }
}
