// 32-bit and 64-bit integer arithmetic that wraps.

namespace Xv6.Compiler.Cases.Arithmetic;

public static class IntegerCases
{
    public static void Add32()
    {
        foreach (int left in Edges.Int32)
            foreach (int right in Edges.Int32)
                Output.Add(left + right);
    }

    public static void Subtract32()
    {
        foreach (int left in Edges.Int32)
            foreach (int right in Edges.Int32)
                Output.Add(left - right);
    }

    public static void Multiply32()
    {
        foreach (int left in Edges.Int32)
            foreach (int right in Edges.Int32)
                Output.Add(left * right);
    }

    public static void Add64()
    {
        foreach (long left in Edges.Int64)
            foreach (long right in Edges.Int64)
                Output.Add(left + right);
    }

    public static void Subtract64()
    {
        foreach (long left in Edges.Int64)
            foreach (long right in Edges.Int64)
                Output.Add(left - right);
    }

    public static void Multiply64()
    {
        foreach (long left in Edges.Int64)
            foreach (long right in Edges.Int64)
                Output.Add(left * right);
    }

    public static void Negate()
    {
        foreach (int value in Edges.Int32)
            Output.Add(-value);
        foreach (long value in Edges.Int64)
            Output.Add(-value);
    }

    public static void Complement()
    {
        foreach (int value in Edges.Int32)
            Output.Add(~value);
        foreach (ulong value in Edges.UInt64)
            Output.Add(~value);
    }

    public static void BitwiseOperators()
    {
        foreach (uint left in Edges.UInt32)
        {
            foreach (uint right in Edges.UInt32)
            {
                Output.Add(left & right);
                Output.Add(left | right);
                Output.Add(left ^ right);
            }
        }
    }

    public static void SmallTypesWidenBeforeArithmetic()
    {
        byte small = (byte)Opaque.Of(200);
        sbyte signed = (sbyte)Opaque.Of(-100);
        ushort wide = (ushort)Opaque.Of(65000);
        short negative = (short)Opaque.Of(-30000);
        Output.Add(small + small);
        Output.Add(signed * 3);
        Output.Add(wide * wide);
        Output.Add(negative + negative);
        Output.Add(small - wide);
    }

    public static void SmallTypesWrapWhenStored()
    {
        byte small = 250;
        sbyte signed = 120;
        ushort wide = 65530;
        short negative = -32760;
        for (int step = 0; step < 12; step++)
        {
            Output.Add(small++);
            Output.Add(signed++);
            Output.Add(wide++);
            Output.Add(negative--);
        }
    }

    public static void NativeIntegers()
    {
        foreach (long value in Edges.Int64)
        {
            nint native = (nint)value;
            Output.Add(native * 3);
            Output.Add((nuint)native / 3);
            Output.Add(native >> 5);
            Output.Add((nuint)native >> 5);
        }
    }

    public static void CompoundAssignment()
    {
        long value = Opaque.Of(1000L);
        value += 7;
        value -= 3;
        value *= 5;
        value /= 3;
        value %= 1000;
        value <<= 4;
        value >>= 1;
        value |= 0x1001;
        value ^= 0x0f0f;
        value &= 0xffff;
        Output.Add(value);
    }

    public static void IncrementOrder()
    {
        int value = Opaque.Of(5);
        int sum = value++ + ++value * value-- - --value;
        Output.Add(sum);
        Output.Add(value);
    }
}
