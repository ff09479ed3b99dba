// Floating point arithmetic: exact bits, except that one NaN is as good as another.

namespace Xv6.Compiler.Cases.Arithmetic;

public static class FloatCases
{
    public static void DoubleOperators()
    {
        foreach (double left in Edges.Double)
        {
            foreach (double right in Edges.Double)
            {
                Output.Add(left + right);
                Output.Add(left - right);
                Output.Add(left * right);
                Output.Add(left / right);
            }
        }
    }

    public static void SingleOperators()
    {
        foreach (float left in Edges.Single)
        {
            foreach (float right in Edges.Single)
            {
                Output.Add(left + right);
                Output.Add(left - right);
                Output.Add(left * right);
                Output.Add(left / right);
            }
        }
    }

    public static void SingleRoundsAtEachStep()
    {
        float value = Opaque.Of(16777216f);
        Output.Add(value + 1f);
        Output.Add(value + 1f + 1f);
        Output.Add(value + 1.0);
        Output.Add((float)(value + 1.0));
    }

    public static void Remainder()
    {
        foreach (double left in Edges.Double)
            foreach (double right in Edges.Double)
                Output.Add(left % right);
        foreach (float left in Edges.Single)
            foreach (float right in Edges.Single)
                Output.Add(left % right);
        Output.Add(Opaque.Of(1e308) % 3e-308);
        Output.Add(Opaque.Of(5e-324) % 1e-323);
        Output.Add(Opaque.Of(1e-310) % 5e-324);
        Output.Add(Opaque.Of(7.5) % 2.0);
        Output.Add(Opaque.Of(-7.5) % 2.0);
        Output.Add(Opaque.Of(7.5f) % -2.0f);
        Output.Add(Opaque.Of(1.0) % 0.0);
        Output.Add(Opaque.Of(5.0) % double.PositiveInfinity);
    }

    public static void Negation()
    {
        foreach (double value in Edges.Double)
            Output.Add(-value);
        Output.Add(1.0 / -Opaque.Of(0.0));
    }

    public static void Classification()
    {
        foreach (double value in Edges.Double)
        {
            Output.Add(double.IsNaN(value));
            Output.Add(double.IsInfinity(value));
            Output.Add(double.IsNegative(value));
            Output.Add(double.IsFinite(value));
        }
    }

    public static void SquareRoot()
    {
        Output.Add(Math.Sqrt(Opaque.Of(2.0)));
        Output.Add(Math.Sqrt(Opaque.Of(-1.0)));
        Output.Add(MathF.Sqrt(Opaque.Of(2.0f)));
    }

    public static void Rounding()
    {
        foreach (double value in Edges.Double)
        {
            Output.Add(Math.Floor(value));
            Output.Add(Math.Ceiling(value));
            Output.Add(Math.Truncate(value));
        }
    }

    public static void AbsoluteAndExtremes()
    {
        foreach (double value in Edges.Double)
        {
            Output.Add(Math.Abs(value));
            Output.Add(Math.Min(value, 1.0));
            Output.Add(Math.Max(value, 1.0));
        }
    }

    public static void NewtonIteration()
    {
        double guess = Opaque.Of(1.0);
        for (int step = 0; step < 20; step++)
            guess = (guess + 10.0 / guess) / 2.0;
        Output.Add(guess);
    }

    public static void SumOfSeries()
    {
        double sum = 0;
        float single = 0;
        for (int index = 1; index <= 1000; index++)
        {
            sum += 1.0 / index;
            single += 1.0f / index;
        }
        Output.Add(sum);
        Output.Add(single);
    }

    public static void ManyArguments()
    {
        Output.Add(Combine(Opaque.Of(1.0), 2f, 3.0, 4f, 5.0, 6f, 7.0, 8f, 9.0, 10f, 11, 12));
    }

    public static void BitPatterns()
    {
        Output.Add(BitConverter.DoubleToInt64Bits(Opaque.Of(-1.5)));
        Output.Add(BitConverter.SingleToInt32Bits(Opaque.Of(0.1f)));
        Output.Add(BitConverter.UInt64BitsToDouble(Opaque.Of(0x3ff0000000000001UL)));
        Output.Add(BitConverter.UInt32BitsToSingle(Opaque.Of(0x7f7fffffu)));
    }

    private static double Combine(
        double a, float b, double c, float d, double e, float f, double g, float h, double i, float j, int k, long l) =>
        a + b * 2 + c * 3 + d * 5 + e * 7 + f * 11 + g * 13 + h * 17 + i * 19 + j * 23 + k * 29 + l * 31;
}
