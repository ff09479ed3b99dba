// Generic math: algorithms over INumber and its relatives, instantiated for each primitive type.

using System.Numerics;

namespace Xv6.Compiler.Cases.Generics;

public static class GenericMathCases
{
    public static void SumOfInt32() => Output.Add(Sum<int>([1, 2, Opaque.Of(3)]));

    public static void SumOfUInt64() => Output.Add(Sum<ulong>([1, 2, Opaque.Of(ulong.MaxValue)]));

    public static void SumOfByteWraps() => Output.Add(Sum<byte>([200, 100]));

    public static void SumOfDouble() => Output.Add(Sum<double>([0.5, 0.25, Opaque.Of(1.0)]));

    public static void ZeroAndOne()
    {
        Output.Add(Next<long>(5));
        Output.Add(Next<ushort>(65535));
        Output.Add(Next<float>(1.5f));
    }

    public static void MinAndMaxValue()
    {
        Output.Add(Range<sbyte>());
        Output.Add(Range<int>());
    }

    public static void AlignUp()
    {
        Output.Add(AlignUp(Opaque.Of(4097u), 4096u));
        Output.Add(AlignUp(Opaque.Of(4096ul), 4096ul));
        Output.Add((ulong)AlignUp((nuint)17, (nuint)8));
    }

    public static void GreatestCommonDivisor()
    {
        Output.Add(GreatestCommonDivisor(Opaque.Of(84), 36));
        Output.Add(GreatestCommonDivisor(Opaque.Of(1071ul), 462ul));
    }

    public static void PowerOf()
    {
        Output.Add(Power(Opaque.Of(3), 10));
        Output.Add(Power(Opaque.Of(1.5), 5));
        Output.Add(Power((byte)3, 7));
    }

    public static void Comparisons()
    {
        Output.Add(Clamp(Opaque.Of(50), 0, 10));
        Output.Add(Clamp(Opaque.Of(-3L), 0, 10));
        Output.Add(int.Max(Opaque.Of(3), 4));
        Output.Add(long.Clamp(Opaque.Of(99L), 1, 50));
    }

    public static void Signs()
    {
        Output.Add(int.Sign(Opaque.Of(-5)));
        Output.Add(int.Abs(Opaque.Of(-5)));
        Output.Add(int.IsNegative(Opaque.Of(-5)));
        Output.Add(int.IsPow2(Opaque.Of(64)));
        Output.Add(int.IsEvenInteger(Opaque.Of(7)));
    }

    public static void CreateTruncating()
    {
        Output.Add(byte.CreateTruncating(Opaque.Of(0x1ff)));
        Output.Add(int.CreateTruncating(Opaque.Of(-1L)));
        Output.Add(Narrow<int, short>(Opaque.Of(70000)));
    }

    public static void CreateSaturating()
    {
        Output.Add(byte.CreateSaturating(Opaque.Of(300)));
        Output.Add(sbyte.CreateSaturating(Opaque.Of(-300L)));
    }

    public static void CreateCheckedFits() => Output.Add(byte.CreateChecked(Opaque.Of(255)));

    public static void CreateCheckedOverflows() => Output.Add(byte.CreateChecked(Opaque.Of(256)));

    public static void BinaryIntegerMembers()
    {
        Output.Add(int.PopCount(Opaque.Of(0x0f0f)));
        Output.Add(int.LeadingZeroCount(Opaque.Of(1)));
        Output.Add(long.TrailingZeroCount(Opaque.Of(256L)));
        Output.Add(Bits(Opaque.Of(0xff00u)));
    }

    public static void DotProduct() => Output.Add(Dot<int>([1, 2, 3], [4, 5, Opaque.Of(6)]));

    public static void PolynomialEvaluation()
    {
        Output.Add(Evaluate<int>([3, 0, -2, 1], Opaque.Of(5)));
        Output.Add(Evaluate<double>([0.5, 1, 2], Opaque.Of(2.0)));
    }

    private static T Sum<T>(ReadOnlySpan<T> values) where T : INumber<T>
    {
        T sum = T.Zero;
        foreach (T value in values)
            sum += value;
        return sum;
    }

    private static T Next<T>(T value) where T : INumberBase<T> => value + T.One;

    private static long Range<T>() where T : IMinMaxValue<T>, IBinaryInteger<T> => long.CreateChecked(T.MaxValue) - long.CreateChecked(T.MinValue);

    private static T AlignUp<T>(T value, T alignment) where T : IBinaryInteger<T>, IUnsignedNumber<T> =>
        (value + alignment - T.One) & ~(alignment - T.One);

    private static T GreatestCommonDivisor<T>(T left, T right) where T : IBinaryInteger<T>
    {
        while (right != T.Zero)
            (left, right) = (right, left % right);
        return left;
    }

    private static T Power<T>(T value, int exponent) where T : IMultiplyOperators<T, T, T>, IMultiplicativeIdentity<T, T>
    {
        T result = T.MultiplicativeIdentity;
        for (int step = 0; step < exponent; step++)
            result *= value;
        return result;
    }

    private static T Clamp<T>(T value, T low, T high) where T : IComparisonOperators<T, T, bool> => value < low ? low : value > high ? high : value;

    private static TTo Narrow<TFrom, TTo>(TFrom value) where TFrom : INumberBase<TFrom> where TTo : INumberBase<TTo> =>
        TTo.CreateTruncating(value);

    private static int Bits<T>(T value) where T : IBinaryInteger<T>
    {
        int bits = 0;
        for (; !T.IsZero(value); value >>>= 1)
        {
            if (!T.IsZero(value & T.One))
                bits++;
        }
        return bits;
    }

    private static T Dot<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right) where T : INumber<T>
    {
        T sum = T.Zero;
        for (int index = 0; index < left.Length; index++)
            sum += left[index] * right[index];
        return sum;
    }

    private static T Evaluate<T>(ReadOnlySpan<T> coefficients, T at) where T : INumber<T>
    {
        T result = T.Zero;
        for (int index = coefficients.Length - 1; index >= 0; index--)
            result = result * at + coefficients[index];
        return result;
    }
}
