// Static fields, static constructors, and the order in which they run.

namespace Xv6.Compiler.Cases.Types;

public static class StaticCases
{
    private static readonly int[] s_squares = MakeSquares();
    private static readonly long s_sum = Sum(s_squares);
    private static readonly string s_name = "name";
    private static int s_counter = 5;

    public static void Initializers()
    {
        Output.Add(s_squares[3]);
        Output.Add(s_sum);
        Output.Add(s_name);
        Output.Add(s_counter);
    }

    public static void MutableStatic()
    {
        Tally.Count += 3;
        Tally.Count *= 2;
        Output.Add(Tally.Count);
        Tally.Values[1] = 8;
        Output.Add(Tally.Values[0] + Tally.Values[1]);
    }

    public static void DependencyOrder() => Output.Add(Second.Value);

    public static void ExplicitConstructor() => Output.Add(Explicit.Value);

    public static void GenericStaticsAreSeparate()
    {
        PerType<int>.Value = 1;
        PerType<long>.Value = 2;
        PerType<string>.Value = 3;
        PerType<object>.Value = 4;
        Output.Add(PerType<int>.Value);
        Output.Add(PerType<long>.Value);
        Output.Add(PerType<string>.Value);
        Output.Add(PerType<object>.Value);
        Output.Add(PerType<byte>.Size);
        Output.Add(PerType<long>.Size);
    }

    public static void StaticObjectGraph()
    {
        Output.Add(Graph.Root.Value);
        Output.Add(Graph.Root.Next!.Value);
        Output.Add(Graph.Root.Next.Next == Graph.Root);
        Graph.Root.Value = 100;
        Output.Add(Graph.Root.Next.Next!.Value);
    }

    public static void StaticStruct()
    {
        Output.Add(Constants.Limit.Low);
        Output.Add(Constants.Limit.High);
    }

    public static void StaticReadonlySpan()
    {
        int sum = 0;
        foreach (ushort value in Constants.Table)
            sum += value;
        Output.Add(sum);
        Output.Add(Constants.Table[2]);
    }

    public static void StaticTwoDimensionalTable()
    {
        int sum = 0;
        foreach (int[] row in Constants.Rows)
        {
            foreach (int value in row)
                sum = sum * 3 + value;
        }
        Output.Add(sum);
    }

    public static void StaticDelegates()
    {
        int value = 3;
        foreach (Func<int, int> step in Constants.Steps)
            value = step(value);
        Output.Add(value);
    }

    public static void LazyField()
    {
        Output.Add(Lazy.Value);
        Output.Add(Lazy.Value);
        Output.Add(Lazy.Calls);
    }

    public static void StaticInGenericMethod()
    {
        Output.Add(CountOf<int>());
        Output.Add(CountOf<int>());
        Output.Add(CountOf<string>());
    }

    public static void Constant()
    {
        Output.Add(Constants.Big);
        Output.Add(Constants.Negative);
        Output.Add(Constants.Text);
        Output.Add(Constants.Half);
    }

    private static int CountOf<T>() => ++PerType<T>.Count;

    private static int[] MakeSquares()
    {
        int[] squares = new int[10];
        for (int index = 0; index < squares.Length; index++)
            squares[index] = index * index;
        return squares;
    }

    private static long Sum(int[] values)
    {
        long sum = 0;
        foreach (int value in values)
            sum += value;
        return sum;
    }

    private static class Tally
    {
        public static int Count = 4;
        public static readonly int[] Values = [1, 2, 3];
    }

    private static class First
    {
        public static readonly int Value = Opaque.Of(20) + 1;
    }

    private static class Second
    {
        public static readonly int Value = First.Value * 2;
    }

    private static class Explicit
    {
        public static readonly int Value;

        static Explicit()
        {
            for (int index = 0; index < 5; index++)
                Value += index;
        }
    }

    private static class PerType<T>
    {
        public static int Value;
        public static int Count;
        public static readonly int Size = System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
    }

    private sealed class Node(int value)
    {
        public int Value = value;
        public Node? Next;
    }

    private static class Graph
    {
        public static readonly Node Root = Make();

        private static Node Make()
        {
            Node first = new(1);
            first.Next = new Node(2) { Next = first };
            return first;
        }
    }

    private readonly record struct Range(int Low, int High);

    private static class Constants
    {
        public const ulong Big = 0xfedcba9876543210;
        public const int Negative = -42;
        public const string Text = "constant";
        public const double Half = 0.5;
        public static readonly Range Limit = new(3, 9);
        public static readonly int[][] Rows = [[1, 2], [3], [], [4, 5, 6]];
        public static readonly Func<int, int>[] Steps = [static value => value + 1, static value => value * 10, static value => value - 3];

        public static ReadOnlySpan<ushort> Table => [100, 200, 300, 65535];
    }

    private static class Lazy
    {
        private static string? s_value;

        public static int Calls { get; private set; }

        public static string Value => s_value ??= Make();

        private static string Make()
        {
            Calls++;
            return "made";
        }
    }
}
