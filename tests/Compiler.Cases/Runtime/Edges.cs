// The values at which arithmetic goes wrong.

namespace Xv6.Compiler.Cases.Runtime;

internal static class Edges
{
    public static ReadOnlySpan<int> Int32 => [int.MinValue, int.MinValue + 1, -65536, -7, -1, 0, 1, 2, 7, 31, 32, 65535, int.MaxValue];

    public static ReadOnlySpan<uint> UInt32 => [0, 1, 2, 7, 31, 32, 255, 65535, 0x7fffffff, 0x80000000, 0xfffffffe, uint.MaxValue];

    public static ReadOnlySpan<long> Int64 =>
    [
        long.MinValue, long.MinValue + 1, int.MinValue - 1L, int.MinValue, -7, -1, 0, 1, 7, 63, 64, int.MaxValue, uint.MaxValue,
        uint.MaxValue + 1L, long.MaxValue,
    ];

    public static ReadOnlySpan<ulong> UInt64 =>
        [0, 1, 7, 63, 64, 0x7fffffff, 0x80000000, 0xffffffff, 0x100000000, 0x7fffffffffffffff, 0x8000000000000000, ulong.MaxValue];

    public static ReadOnlySpan<double> Double =>
    [
        double.NegativeInfinity, -1e300, -4294967296.5, -2147483648.5, -129.5, -1.5, -0.5, -0.0, 0.0, 0.49999999999999994, 0.5, 1.5, 2.5,
        255.9, 65536.25, 2147483647.5, 4294967295.5, 9223372036854775807.0, 18446744073709551615.0, 1e300, double.PositiveInfinity,
        double.NaN,
    ];

    public static ReadOnlySpan<float> Single =>
        [float.NegativeInfinity, -3e38f, -2147483648f, -1.5f, -0f, 0f, 0.25f, 1.5f, 16777216f, 2147483648f, 3e38f, float.PositiveInfinity, float.NaN];
}
