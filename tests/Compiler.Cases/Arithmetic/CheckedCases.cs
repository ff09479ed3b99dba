// Arithmetic in a checked context: the result, or a failure when it does not fit.

namespace Xv6.Compiler.Cases.Arithmetic;

public static class CheckedCases
{
    public static void AddFits() => Output.Add(checked(Opaque.Of(int.MaxValue - 1) + 1));

    public static void AddOverflows() => Output.Add(checked(Opaque.Of(int.MaxValue) + 1));

    public static void AddUnderflows() => Output.Add(checked(Opaque.Of(int.MinValue) + -1));

    public static void AddUnsignedOverflows() => Output.Add(checked(Opaque.Of(uint.MaxValue) + 1u));

    public static void Add64Overflows() => Output.Add(checked(Opaque.Of(long.MaxValue) + 1));

    public static void AddUnsigned64Overflows() => Output.Add(checked(Opaque.Of(ulong.MaxValue) + 1ul));

    public static void SubtractFits() => Output.Add(checked(Opaque.Of(int.MinValue + 1) - 1));

    public static void SubtractOverflows() => Output.Add(checked(Opaque.Of(int.MinValue) - 1));

    public static void SubtractUnsignedOverflows() => Output.Add(checked(Opaque.Of(0u) - 1u));

    public static void SubtractUnsigned64Overflows() => Output.Add(checked(Opaque.Of(5ul) - 6ul));

    public static void MultiplyFits() => Output.Add(checked(Opaque.Of(46340) * 46340));

    public static void MultiplyOverflows() => Output.Add(checked(Opaque.Of(46341) * 46341));

    public static void MultiplyUnsignedOverflows() => Output.Add(checked(Opaque.Of(65536u) * 65536u));

    public static void Multiply64Overflows() => Output.Add(checked(Opaque.Of(long.MinValue) * -1));

    public static void MultiplyUnsigned64Fits() => Output.Add(checked(Opaque.Of(0xffffffffUL) * 0xffffffffUL));

    public static void MultiplyUnsigned64Overflows() => Output.Add(checked(Opaque.Of(0x100000000UL) * 0x100000000UL));

    public static void NegateOverflows() => Output.Add(checked(-Opaque.Of(int.MinValue)));

    public static void NegateFits() => Output.Add(checked(-Opaque.Of(long.MaxValue)));

    public static void IncrementByte()
    {
        byte value = (byte)Opaque.Of(254);
        checked
        {
            value++;
            Output.Add(value);
            value++;
        }
        Output.Add(value);
    }

    public static void DecrementUnsigned()
    {
        uint value = Opaque.Of(1u);
        checked
        {
            value--;
            Output.Add(value);
            value--;
        }
        Output.Add(value);
    }

    public static void NarrowToByteFits() => Output.Add(checked((byte)Opaque.Of(255)));

    public static void NarrowToByteOverflows() => Output.Add(checked((byte)Opaque.Of(256)));

    public static void NarrowToByteOfNegative() => Output.Add(checked((byte)Opaque.Of(-1)));

    public static void NarrowToSByteOverflows() => Output.Add(checked((sbyte)Opaque.Of(128)));

    public static void NarrowToSByteOfUnsigned() => Output.Add(checked((sbyte)Opaque.Of(128u)));

    public static void NarrowToInt16Overflows() => Output.Add(checked((short)Opaque.Of(-32769L)));

    public static void NarrowToUInt16Overflows() => Output.Add(checked((ushort)Opaque.Of(65536)));

    public static void NarrowToInt32Overflows() => Output.Add(checked((int)Opaque.Of(0x80000000L)));

    public static void NarrowToInt32OfUnsigned() => Output.Add(checked((int)Opaque.Of(0x80000000u)));

    public static void NarrowToUInt32OfNegative() => Output.Add(checked((uint)Opaque.Of(-1L)));

    public static void ToUInt64OfNegative() => Output.Add(checked((ulong)Opaque.Of(-1L)));

    public static void ToInt64OfLargeUnsigned() => Output.Add(checked((long)Opaque.Of(0x8000000000000000UL)));

    public static void ToNativeFits() => Output.Add(checked((nint)Opaque.Of(long.MinValue)));

    public static void ToNativeUnsignedOfNegative() => Output.Add(checked((nuint)Opaque.Of(-1)));

    public static void AllNarrowingsThatFit()
    {
        checked
        {
            Output.Add((sbyte)Opaque.Of(-128L));
            Output.Add((byte)Opaque.Of(255UL));
            Output.Add((short)Opaque.Of(32767u));
            Output.Add((ushort)Opaque.Of(65535L));
            Output.Add((int)Opaque.Of(0x7fffffffUL));
            Output.Add((uint)Opaque.Of(0xffffffffL));
            Output.Add((long)Opaque.Of(0x7fffffffffffffffUL));
            Output.Add((ulong)Opaque.Of(0L));
        }
    }

    public static void FloatToIntegerFits() => Output.Add(checked((int)Opaque.Of(2147483647.9)));

    public static void FloatToIntegerOverflows() => Output.Add(checked((int)Opaque.Of(2147483648.0)));

    public static void FloatNotANumberOverflows() => Output.Add(checked((long)Opaque.Of(double.NaN)));

    public static void FloatToUnsignedOfNegative() => Output.Add(checked((uint)Opaque.Of(-1.0)));
}
