// The shapes of values that PassingCases sends around.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Xv6.Compiler.Cases.Types;

internal interface IChecked
{
    /// <summary>A number that depends on every field.</summary>
    long Check();
}

internal struct OneByteValue : IChecked
{
    public byte A;

    public readonly long Check() => A;
}

internal struct OneFloatValue : IChecked
{
    public float A;

    public readonly long Check() => (long)(A * 100);
}

internal struct TwoIntegerValue : IChecked
{
    public int A;
    public int B;

    public readonly long Check() => A * 1000L + B;
}

internal struct ThreeByteValue : IChecked
{
    public byte A;
    public byte B;
    public byte C;

    public readonly long Check() => A * 1000000L + B * 1000 + C;
}

internal struct OddValue : IChecked
{
    public long A;
    public byte B;
    public short C;

    public readonly long Check() => A * 1000000L + B * 1000 + C;
}

internal struct MixedValue : IChecked
{
    public float A;
    public int B;

    public readonly long Check() => (long)(A * 1000) * 1000 + B;
}

internal struct TwoDoubleValue : IChecked
{
    public double A;
    public double B;

    public readonly long Check() => (long)(A * 1000) * 1000 + (long)(B * 100);
}

internal struct FourLongValue : IChecked
{
    public long A;
    public long B;
    public long C;
    public long D;

    public readonly long Check() => A + B * 3 + C * 5 + D * 7;
}

internal struct SixLongValue : IChecked
{
    public long A;
    public long B;
    public long C;
    public long D;
    public long E;
    public long F;

    public readonly long Check() => A + B * 3 + C * 5 + D * 7 + E * 11 + F * 13;
}

internal struct ReferenceValue : IChecked
{
    public string? A;
    public int B;
    public int[]? C;

    public readonly long Check() => (A?.Length ?? 0) * 1000 + B * 10 + (C?[1] ?? 0);
}

internal struct NestedValue : IChecked
{
    public TwoIntegerValue A;
    public OneFloatValue B;
    public bool C;

    public readonly long Check() => A.Check() * 1000 + B.Check() + (C ? 7 : 0);
}

[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct PackedValue : IChecked
{
    public byte A;
    public long B;
    public short C;

    public readonly long Check() => A + B * 3 + C * 5;
}

[StructLayout(LayoutKind.Explicit)]
internal struct UnionValue : IChecked
{
    [FieldOffset(0)] public long Whole;
    [FieldOffset(2)] public short Middle;
    [FieldOffset(4)] public int Upper;

    public readonly long Check() => Whole ^ Middle ^ Upper;
}

internal struct EmptyValue : IChecked
{
    public readonly long Check() => 5;
}

internal struct BufferValue : IChecked
{
    public Storage Bytes;

    public readonly long Check()
    {
        long sum = 0;
        foreach (byte value in Bytes)
            sum = sum * 3 + value;
        return sum;
    }

    [InlineArray(20)]
    internal struct Storage
    {
        private byte _first;
    }
}
