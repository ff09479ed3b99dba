// Int128 and UInt128.

namespace Xv6.Compiler.Cases.Library;

public static class WideIntegerCases
{
    public static void Add()
    {
        UInt128 sum = (UInt128)Opaque.Of(ulong.MaxValue) + 1;
        Output.AddWide(sum);
        Output.AddWide(sum + sum);
    }

    public static void Subtract() => Output.AddWide((UInt128)Opaque.Of(0UL) - 1);

    public static void Multiply()
    {
        UInt128 product = (UInt128)Opaque.Of(ulong.MaxValue) * ulong.MaxValue;
        Output.AddWide(product);
        Output.AddWide((Int128)Opaque.Of(-5L) * long.MaxValue);
    }

    public static void Divide()
    {
        UInt128 value = new(Opaque.Of(0x123456789abcdefUL), 0xfedcba9876543210);
        Output.AddWide(value / 10);
        Output.AddWide(value % 10);
        Output.AddWide(value / new UInt128(1, 5));
        Output.AddWide((Int128)Opaque.Of(-100L) / 7);
    }

    public static void Shift()
    {
        UInt128 value = new(Opaque.Of(0x8000000000000001UL), 3);
        Output.AddWide(value << 1);
        Output.AddWide(value >> 65);
        Output.AddWide((Int128)value >> 100);
        Output.AddWide(value << Opaque.Of(64));
    }

    public static void Bitwise()
    {
        UInt128 value = new(Opaque.Of(0xff00UL), 0x00ff);
        Output.AddWide(value & new UInt128(0x0f00, 0x000f));
        Output.AddWide(value | 1);
        Output.AddWide(~value);
        Output.AddWide(value ^ value);
    }

    public static void Compare()
    {
        UInt128 small = Opaque.Of(5UL);
        UInt128 large = new(1, 0);
        Output.Add(small < large);
        Output.Add(small == 5);
        Output.Add((Int128)Opaque.Of(-1L) < 0);
        Output.Add(large.CompareTo(small));
    }

    public static void Convert()
    {
        Output.Add((ulong)new UInt128(7, Opaque.Of(9UL)));
        Output.Add((long)(Int128)Opaque.Of(-9L));
        Output.Add((int)(Int128)Opaque.Of(-9L));
        Output.Add((double)new UInt128(1, 0));
    }

    public static void CheckedConversionOverflows()
    {
        UInt128 value = new(Opaque.Of(1UL), 0);
        Output.Add(checked((ulong)value));
    }

    public static void DivideByZero() => Output.AddWide((UInt128)Opaque.Of(1UL) / Opaque.Of(0UL));

    public static void TimeConversion()
    {
        ulong cycles = Opaque.Of(0xffffffffffffUL);
        Output.Add((ulong)((UInt128)cycles * 1_000_000_000 / 10_000_000));
    }

    public static void BitCounts()
    {
        Output.AddWide(UInt128.PopCount(new UInt128(Opaque.Of(3UL), 7)));
        Output.AddWide(UInt128.LeadingZeroCount(new UInt128(0, Opaque.Of(1UL))));
        Output.AddWide(UInt128.TrailingZeroCount(new UInt128(Opaque.Of(2UL), 0)));
    }
}
