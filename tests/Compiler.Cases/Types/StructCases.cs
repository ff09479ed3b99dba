// Structs: copies, calls by value and by reference, nesting, methods on this.

namespace Xv6.Compiler.Cases.Types;

public static class StructCases
{
    public static void AssignmentCopies()
    {
        Point first = new() { X = 1, Y = 2 };
        Point second = first;
        second.X = 10;
        Report(first);
        Report(second);
    }

    public static void PassedByValueIsACopy()
    {
        Point point = new() { X = Opaque.Of(3), Y = 4 };
        Point moved = Move(point);
        Report(point);
        Report(moved);
    }

    public static void PassedByReferenceIsNot()
    {
        Point point = new() { X = 3, Y = 4 };
        MoveInPlace(ref point);
        Report(point);
        Reset(out point);
        Report(point);
        Output.Add(Sum(in point));
    }

    public static void OneField()
    {
        Meters left = new(Opaque.Of(5));
        Meters right = new(7);
        Output.Add((left + right).Value);
    }

    public static void LargeStructReturned()
    {
        Large large = MakeLarge(Opaque.Of(100L));
        Output.Add(large.A);
        Output.Add(large.Sum());
    }

    public static void LargeStructPassed()
    {
        Large large = MakeLarge(1);
        Output.Add(SumAndClobber(large));
        Output.Add(large.Sum());
        Output.Add(SumByReference(in large));
    }

    public static void MixedFieldTypes()
    {
        Mixed mixed = new() { Byte = 1, Long = -2, Short = 3, Double = 0.5, Flag = true, Character = 'x' };
        Mixed copy = Pass(mixed);
        Output.Add(copy.Byte);
        Output.Add(copy.Long);
        Output.Add(copy.Short);
        Output.Add(copy.Double);
        Output.Add(copy.Flag);
        Output.Add(copy.Character);
    }

    public static void Nested()
    {
        Line line = new() { Start = new() { X = 1, Y = 2 }, End = new() { X = 30, Y = 40 } };
        line.Start.X += 5;
        ref Point end = ref line.End;
        end.Y = 99;
        Report(line.Start);
        Report(line.End);
        Line other = line with { Start = line.End };
        Report(other.Start);
    }

    public static void DefaultIsZero()
    {
        Line line = default;
        Report(line.Start);
        Large large = new();
        Output.Add(large.Sum());
    }

    public static void MethodsChangeThis()
    {
        Point point = default;
        point.MoveBy(1, 2);
        point.MoveBy(10, 20);
        Report(point);
    }

    public static void ReadonlyReceiverIsCopied()
    {
        Output.Add(Increment(new Counter()));
    }

    public static void WholeThisAssigned()
    {
        Point point = new() { X = 1, Y = 2 };
        point.Swap();
        Report(point);
    }

    public static void InArray()
    {
        Point[] points = new Point[4];
        points[1].X = 5;
        points[2] = new Point { X = 7, Y = 8 };
        points[1].MoveBy(1, 1);
        foreach (Point point in points)
            Report(point);
    }

    public static void InClassField()
    {
        Holder holder = new();
        holder.Point.MoveBy(3, 4);
        holder.Point.X *= 2;
        Report(holder.Point);
        Report(holder.Get());
    }

    public static void StaticField()
    {
        s_origin.MoveBy(11, 12);
        Report(s_origin);
    }

    public static void FloatsInStruct()
    {
        Complex product = new Complex(1.5, 2.0) * new Complex(Opaque.Of(3.0), -1.0);
        Output.Add(product.Real);
        Output.Add(product.Imaginary);
    }

    public static void SingleAndInteger()
    {
        Tagged tagged = Tag(Opaque.Of(2.5f), Opaque.Of(7));
        Output.Add(tagged.Value);
        Output.Add(tagged.Tag);
    }

    public static void RefReturn()
    {
        Point[] points = [new() { X = 1 }, new() { X = 2 }, new() { X = 3 }];
        Largest(points).X = -1;
        foreach (Point point in points)
            Output.Add(point.X);
    }

    public static void ConditionalReference()
    {
        Point first = default;
        Point second = default;
        ref Point chosen = ref Opaque.Of(true) ? ref first : ref second;
        chosen.X = 42;
        chosen = ref second;
        chosen.X = 43;
        Output.Add(first.X);
        Output.Add(second.X);
    }

    public static void EqualityOfFields()
    {
        Point left = new() { X = 1, Y = 2 };
        Point right = new() { X = 1, Y = Opaque.Of(2) };
        Output.Add(left.X == right.X && left.Y == right.Y);
    }

    private static void Report(Point point)
    {
        Output.Add(point.X);
        Output.Add(point.Y);
    }

    private static Point Move(Point point)
    {
        point.X += 100;
        return point;
    }

    private static void MoveInPlace(ref Point point) => point.X += 100;

    private static void Reset(out Point point) => point = new Point { X = -1, Y = -2 };

    private static int Sum(in Point point) => point.X + point.Y;

    private static Large MakeLarge(long start) => new() { A = start, B = start + 1, C = start + 2, D = start + 3, E = start + 4, F = start + 5 };

    private static long SumAndClobber(Large large)
    {
        long sum = large.Sum();
        large.A = 1000;
        return sum + large.A;
    }

    private static long SumByReference(in Large large) => large.Sum();

    private static Mixed Pass(Mixed mixed)
    {
        mixed.Byte++;
        mixed.Double *= 4;
        return mixed;
    }

    private static int Increment(in Counter counter)
    {
        counter.Increment();
        counter.Increment();
        return counter.Count;
    }

    private static Tagged Tag(float value, int tag) => new() { Value = value, Tag = tag };

    private static ref Point Largest(Point[] points)
    {
        int best = 0;
        for (int index = 1; index < points.Length; index++)
        {
            if (points[index].X > points[best].X)
                best = index;
        }
        return ref points[best];
    }

    private static Point s_origin;

    private struct Point
    {
        public int X;
        public int Y;

        public void MoveBy(int x, int y)
        {
            X += x;
            Y += y;
        }

        public void Swap() => this = new Point { X = Y, Y = X };
    }

    private readonly struct Meters(int value)
    {
        public int Value { get; } = value;

        public static Meters operator +(Meters left, Meters right) => new(left.Value + right.Value);
    }

    private struct Large
    {
        public long A, B, C, D, E, F;

        public readonly long Sum() => A + B * 2 + C * 3 + D * 4 + E * 5 + F * 6;
    }

    private struct Mixed
    {
        public byte Byte;
        public long Long;
        public short Short;
        public double Double;
        public bool Flag;
        public char Character;
    }

    private struct Line
    {
        public Point Start;
        public Point End;
    }

    private struct Counter
    {
        public int Count;

        public void Increment() => Count++;
    }

    private sealed class Holder
    {
        public Point Point;

        public Point Get() => Point;
    }

    private readonly record struct Complex(double Real, double Imaginary)
    {
        public static Complex operator *(Complex left, Complex right) =>
            new(left.Real * right.Real - left.Imaginary * right.Imaginary, left.Real * right.Imaginary + left.Imaginary * right.Real);
    }

    private struct Tagged
    {
        public float Value;
        public int Tag;
    }
}
