// The remainder of floating-point division, for which RISC-V has no instruction. Programs only: the kernel has no floating point.

using System.Numerics;
using Xv6.Machine.Compilation;

namespace Xv6.Machine;

/// <summary>C#'s <c>%</c> for float and double: exact, with the sign of the dividend (IEC 60559's fmod).</summary>
public static class FloatRemainder
{
    private const int MantissaBits = 52;
    private const ulong SignMask = 1UL << 63;
    private const ulong ImplicitBit = 1UL << MantissaBits;

    [RuntimeService(RuntimeService.FloatRemainder)]
    public static double Of(double dividend, double divisor)
    {
        if (divisor == 0 || double.IsNaN(divisor) || !double.IsFinite(dividend))
            return double.NaN;
        ulong bits = BitConverter.DoubleToUInt64Bits(dividend);
        ulong sign = bits & SignMask;
        ulong left = bits & ~SignMask;
        ulong right = BitConverter.DoubleToUInt64Bits(divisor) & ~SignMask;
        if (left < right)
            return dividend;
        (ulong remainder, int exponent) = Split(left);
        (ulong mantissa, int divisorExponent) = Split(right);
        // Long division in base 2: only the remainder is kept.
        for (; exponent > divisorExponent; exponent--)
        {
            if (remainder >= mantissa)
                remainder -= mantissa;
            remainder <<= 1;
        }

        if (remainder >= mantissa)
            remainder -= mantissa;
        return BitConverter.UInt64BitsToDouble(sign | Join(remainder, divisorExponent));
    }

    /// <summary>A positive number as a mantissa of 53 bits and an exponent: below 1 for subnormal numbers.</summary>
    private static (ulong Mantissa, int Exponent) Split(ulong bits)
    {
        int exponent = (int)(bits >> MantissaBits);
        return exponent == 0 ? Normalize(bits, 1) : ((bits & (ImplicitBit - 1)) | ImplicitBit, exponent);
    }

    private static ulong Join(ulong mantissa, int exponent)
    {
        if (mantissa == 0)
            return 0;
        (mantissa, exponent) = Normalize(mantissa, exponent);
        return exponent < 1 ? mantissa >> (1 - exponent) : (mantissa & (ImplicitBit - 1)) | ((ulong)exponent << MantissaBits);
    }

    private static (ulong Mantissa, int Exponent) Normalize(ulong mantissa, int exponent)
    {
        int shift = BitOperations.LeadingZeroCount(mantissa) - (63 - MantissaBits);
        return (mantissa << shift, exponent - shift);
    }
}
