// Loops, jumps, and expressions with side effects.

using System.Collections.Generic;

namespace Xv6.Compiler.Cases.ControlFlow;

public static class LoopCases
{
    public static void NestedWithBreakAndContinue()
    {
        int sum = 0;
        for (int row = 0; row < 10; row++)
        {
            if (row % 3 == 0)
                continue;
            for (int column = 0; ; column++)
            {
                if (column > row)
                    break;
                if (column == 4)
                    continue;
                sum += row * column + 1;
            }
        }
        Output.Add(sum);
    }

    public static void WhileAndDo()
    {
        int value = Opaque.Of(27);
        int steps = 0;
        while (value != 1)
        {
            value = value % 2 == 0 ? value / 2 : 3 * value + 1;
            steps++;
        }
        Output.Add(steps);
        do
            steps -= 7;
        while (steps > 0);
        Output.Add(steps);
    }

    public static void Goto()
    {
        int count = 0;
        for (int first = 0; first < 10; first++)
        {
            for (int second = 0; second < 10; second++)
            {
                count++;
                if (first * second == 42)
                    goto found;
            }
        }
        count = -1;
    found:
        Output.Add(count);
    }

    public static void LoopOverUnsignedDown()
    {
        int sum = 0;
        for (uint index = 5; index < 6; index--)
            sum = sum * 10 + (int)index;
        Output.Add(sum);
    }

    public static void LongCounter()
    {
        long sum = 0;
        for (long index = uint.MaxValue - 2L; index < uint.MaxValue + 3L; index++)
            sum ^= index * index;
        Output.Add(sum);
    }

    public static void InfiniteLoopWithReturn() => Output.Add(FirstPrimeAfter(Opaque.Of(90)));

    public static void ForeachOverPattern()
    {
        int sum = 0;
        foreach (int value in new Steps(Opaque.Of(3), 20))
            sum = sum * 2 + value;
        Output.Add(sum);
    }

    public static void ForeachOverInterface()
    {
        IEnumerable<int> values = new Sequence();
        int sum = 0;
        foreach (int value in values)
            sum += value;
        Output.Add(sum);
    }

    public static void ForeachDisposes()
    {
        DisposingSteps steps = new();
        foreach (int value in steps)
        {
            if (value == 3)
                break;
        }
        Output.Add(steps.Disposed);
    }

    public static void ForeachWithExtension()
    {
        int sum = 0;
        foreach (int value in 4)
            sum = sum * 10 + value;
        Output.Add(sum);
    }

    public static void EvaluationOrder()
    {
        int trace = 0;
        int Mark(int number, int result)
        {
            trace = trace * 10 + number;
            return result;
        }
        int[] values = [0, 0, 0];
        values[Mark(1, 1)] = Mark(2, 5) + Mark(3, 6) * Mark(4, 7);
        Output.Add(trace);
        Output.Add(values[1]);
        trace = 0;
        Output.Add(Combine(Mark(1, 1), Mark(2, 2), last: Mark(3, 3), middle: Mark(4, 4)));
        Output.Add(trace);
    }

    public static void ConditionalOperatorNesting()
    {
        foreach (int value in Edges.Int32)
            Output.Add(value < 0 ? value < -1 ? 1 : 2 : value == 0 ? 3 : value > 100 ? 4 : 5);
    }

    public static void NullCoalescing()
    {
        string? none = Opaque.OrNull("x", true);
        string? some = Opaque.OrNull("y", false);
        Output.Add(none ?? some ?? "z");
        Output.Add(none?.Length ?? -1);
        some ??= "changed";
        none ??= "set";
        Output.Add(some);
        Output.Add(none);
    }

    public static void Recursion()
    {
        Output.Add(Ackermann(2, Opaque.Of(3)));
        Output.Add(Hanoi(Opaque.Of(10)));
    }

    public static void ManyLocals()
    {
        int a = Opaque.Of(1), b = a + 1, c = b * 2, d = c - a, e = d * b, f = e + c, g = f ^ d, h = g | e, i = h * 3, j = i - f;
        int k = j + a, l = k * b, m = l - c, n = m + d, o = n * e, p = o - f, q = p + g, r = q ^ h, s = r + i, t = s - j;
        Output.Add(a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q + r + s + t);
    }

    public static void ManyArguments() =>
        Output.Add(TakeMany(1, 2L, 3, 4, 5L, 6, 7, 8L, 9, 10, Opaque.Of(11L), (byte)12, true, 'c'));

    public static void OptionalAndNamedArguments()
    {
        Output.Add(Optional(1));
        Output.Add(Optional(1, c: 5));
        Output.Add(Optional(b: 3, a: 2));
    }

    public static void SieveOfEratosthenes()
    {
        bool[] composite = new bool[1000];
        int count = 0;
        for (int candidate = 2; candidate < composite.Length; candidate++)
        {
            if (composite[candidate])
                continue;
            count++;
            for (int multiple = candidate * candidate; multiple < composite.Length; multiple += candidate)
                composite[multiple] = true;
        }
        Output.Add(count);
    }

    private static int FirstPrimeAfter(int start)
    {
        for (int candidate = start + 1; ; candidate++)
        {
            bool prime = true;
            for (int divisor = 2; divisor * divisor <= candidate && prime; divisor++)
                prime = candidate % divisor != 0;
            if (prime)
                return candidate;
        }
    }

    private static int Combine(int first, int second, int middle, int last) => first * 1000 + second * 100 + middle * 10 + last;

    private static int Ackermann(int m, int n) => m == 0 ? n + 1 : n == 0 ? Ackermann(m - 1, 1) : Ackermann(m - 1, Ackermann(m, n - 1));

    private static int Hanoi(int discs) => discs == 0 ? 0 : 2 * Hanoi(discs - 1) + 1;

    private static long TakeMany(
        int a, long b, int c, uint d, long e, short f, int g, long h, sbyte i, int j, long k, byte l, bool m, char n) =>
        a + b * 2 + c * 3 + d * 4 + e * 5 + f * 6 + g * 7 + h * 8 + i * 9 + j * 10 + k * 11 + l * 12 + (m ? 13 : 0) + n * 14;

    private static int Optional(int a, int b = 20, int c = 300) => a + b + c;
}
