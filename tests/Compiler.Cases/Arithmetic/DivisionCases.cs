// Division and remainder: signs, unsigned values, division by zero, and the one quotient that overflows.

namespace Xv6.Compiler.Cases.Arithmetic;

public static class DivisionCases
{
    public static void Signed32()
    {
        foreach (int left in Edges.Int32)
        {
            foreach (int right in Edges.Int32)
            {
                if (right == 0 || (left == int.MinValue && right == -1))
                    continue;
                Output.Add(left / right);
                Output.Add(left % right);
            }
        }
    }

    public static void Signed64()
    {
        foreach (long left in Edges.Int64)
        {
            foreach (long right in Edges.Int64)
            {
                if (right == 0 || (left == long.MinValue && right == -1))
                    continue;
                Output.Add(left / right);
                Output.Add(left % right);
            }
        }
    }

    public static void Unsigned32()
    {
        foreach (uint left in Edges.UInt32)
        {
            foreach (uint right in Edges.UInt32)
            {
                if (right == 0)
                    continue;
                Output.Add(left / right);
                Output.Add(left % right);
            }
        }
    }

    public static void Unsigned64()
    {
        foreach (ulong left in Edges.UInt64)
        {
            foreach (ulong right in Edges.UInt64)
            {
                if (right == 0)
                    continue;
                Output.Add(left / right);
                Output.Add(left % right);
            }
        }
    }

    public static void ByConstants()
    {
        foreach (int value in Edges.Int32)
        {
            Output.Add(value / 10);
            Output.Add(value % 10);
            Output.Add(value / -8);
            Output.Add(value % 8);
            Output.Add(value / 1);
        }
    }

    public static void QuotientByZero32() => Output.Add(Opaque.Of(1) / Opaque.Of(0));

    public static void RemainderByZero32() => Output.Add(Opaque.Of(1) % Opaque.Of(0));

    public static void QuotientByZero64() => Output.Add(Opaque.Of(1L) / Opaque.Of(0L));

    public static void RemainderByZero64() => Output.Add(Opaque.Of(1L) % Opaque.Of(0L));

    public static void QuotientByZeroUnsigned() => Output.Add(Opaque.Of(1u) / Opaque.Of(0u));

    public static void RemainderByZeroUnsigned() => Output.Add(Opaque.Of(1ul) % Opaque.Of(0ul));

    public static void QuotientOverflow32() => Output.Add(Opaque.Of(int.MinValue) / Opaque.Of(-1));

    public static void QuotientOverflow64() => Output.Add(Opaque.Of(long.MinValue) / Opaque.Of(-1L));

    public static void RemainderOverflow32() => Output.Add(Opaque.Of(int.MinValue) % Opaque.Of(-1));

    public static void RemainderOverflow64() => Output.Add(Opaque.Of(long.MinValue) % Opaque.Of(-1L));

    public static void UnusedQuotientStillFails()
    {
        Output.Add(1);
        int unused = Opaque.Of(1) / Opaque.Of(0);
        Output.Add(2);
        _ = unused;
    }

    public static void DivRem()
    {
        (int quotient, int remainder) = Math.DivRem(Opaque.Of(-17), 5);
        Output.Add(quotient);
        Output.Add(remainder);
        (ulong unsignedQuotient, ulong unsignedRemainder) = Math.DivRem(Opaque.Of(ulong.MaxValue), 10ul);
        Output.Add(unsignedQuotient);
        Output.Add(unsignedRemainder);
    }
}
