// Shifts: C# masks the count, LLVM does not.

namespace Xv6.Compiler.Cases.Arithmetic;

public static class ShiftCases
{
    private static ReadOnlySpan<int> Counts => [0, 1, 7, 31, 32, 33, 63, 64, 65, -1, -32, int.MaxValue];

    public static void Left32()
    {
        foreach (int value in Edges.Int32)
            foreach (int count in Counts)
                Output.Add(value << count);
    }

    public static void Right32()
    {
        foreach (int value in Edges.Int32)
            foreach (int count in Counts)
                Output.Add(value >> count);
    }

    public static void UnsignedRight32()
    {
        foreach (int value in Edges.Int32)
            foreach (int count in Counts)
                Output.Add(value >>> count);
    }

    public static void RightOfUnsigned32()
    {
        foreach (uint value in Edges.UInt32)
            foreach (int count in Counts)
                Output.Add(value >> count);
    }

    public static void Left64()
    {
        foreach (long value in Edges.Int64)
            foreach (int count in Counts)
                Output.Add(value << count);
    }

    public static void Right64()
    {
        foreach (long value in Edges.Int64)
            foreach (int count in Counts)
                Output.Add(value >> count);
    }

    public static void RightOfUnsigned64()
    {
        foreach (ulong value in Edges.UInt64)
            foreach (int count in Counts)
                Output.Add(value >> count);
    }

    public static void ConstantCounts()
    {
        int value = Opaque.Of(-123456789);
        Output.Add(value << 33);
        Output.Add(value >> 36);
        Output.Add((long)value << 65);
        Output.Add((uint)value >>> 40);
    }

    public static void OfSmallTypes()
    {
        byte small = (byte)Opaque.Of(0x81);
        sbyte signed = (sbyte)Opaque.Of(-127);
        Output.Add(small << 1);
        Output.Add((byte)(small << 1));
        Output.Add(signed >> 1);
        Output.Add(signed >>> 1);
        Output.Add((ushort)(signed >> 4));
    }

    public static void InCompoundAssignment()
    {
        byte small = 0xff;
        small <<= 3;
        Output.Add(small);
        small >>= 1;
        Output.Add(small);
        long wide = Opaque.Of(-1L);
        wide >>>= 60;
        Output.Add(wide);
    }

    public static void Rotate()
    {
        foreach (int count in Counts)
        {
            Output.Add(uint.RotateLeft(Opaque.Of(0x80000001), count));
            Output.Add(ulong.RotateRight(Opaque.Of(0x8000000000000003), count));
        }
    }
}
