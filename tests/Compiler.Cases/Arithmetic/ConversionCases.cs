// Conversions between the primitive types outside a checked context.

namespace Xv6.Compiler.Cases.Arithmetic;

public static class ConversionCases
{
    public static void FromInt32()
    {
        foreach (int value in Edges.Int32)
        {
            Output.Add((sbyte)value);
            Output.Add((byte)value);
            Output.Add((short)value);
            Output.Add((ushort)value);
            Output.Add((uint)value);
            Output.Add((long)value);
            Output.Add((ulong)value);
            Output.Add((char)value);
        }
    }

    public static void FromUInt32()
    {
        foreach (uint value in Edges.UInt32)
        {
            Output.Add((sbyte)value);
            Output.Add((short)value);
            Output.Add((int)value);
            Output.Add((long)value);
            Output.Add((ulong)value);
            Output.Add((nint)value);
        }
    }

    public static void FromInt64()
    {
        foreach (long value in Edges.Int64)
        {
            Output.Add((sbyte)value);
            Output.Add((byte)value);
            Output.Add((short)value);
            Output.Add((ushort)value);
            Output.Add((int)value);
            Output.Add((uint)value);
            Output.Add((ulong)value);
        }
    }

    public static void FromUInt64()
    {
        foreach (ulong value in Edges.UInt64)
        {
            Output.Add((sbyte)value);
            Output.Add((byte)value);
            Output.Add((int)value);
            Output.Add((uint)value);
            Output.Add((long)value);
        }
    }

    public static void IntegersToDouble()
    {
        foreach (int value in Edges.Int32)
            Output.Add((double)value);
        foreach (long value in Edges.Int64)
            Output.Add((double)value);
        foreach (uint value in Edges.UInt32)
            Output.Add((double)value);
        foreach (ulong value in Edges.UInt64)
            Output.Add((double)value);
    }

    public static void IntegersToSingle()
    {
        foreach (int value in Edges.Int32)
            Output.Add((float)value);
        foreach (long value in Edges.Int64)
            Output.Add((float)value);
        foreach (ulong value in Edges.UInt64)
            Output.Add((float)value);
    }

    public static void DoubleToInt32()
    {
        foreach (double value in Edges.Double)
            Output.Add((int)value);
    }

    public static void DoubleToInt64()
    {
        foreach (double value in Edges.Double)
            Output.Add((long)value);
    }

    public static void DoubleToUInt32()
    {
        foreach (double value in Edges.Double)
            Output.Add((uint)value);
    }

    public static void DoubleToUInt64()
    {
        foreach (double value in Edges.Double)
            Output.Add((ulong)value);
    }

    public static void SingleToIntegers()
    {
        foreach (float value in Edges.Single)
        {
            Output.Add((int)value);
            Output.Add((long)value);
            Output.Add((uint)value);
            Output.Add((ulong)value);
        }
    }

    public static void DoubleToSmallTypesInRange()
    {
        Output.Add((byte)Opaque.Of(200.75));
        Output.Add((sbyte)Opaque.Of(-100.75));
        Output.Add((short)Opaque.Of(-30000.5));
        Output.Add((ushort)Opaque.Of(60000.5));
        Output.Add((char)Opaque.Of(65.9));
    }

    public static void BetweenFloats()
    {
        foreach (double value in Edges.Double)
            Output.Add((float)value);
        foreach (float value in Edges.Single)
            Output.Add((double)value);
    }

    public static void BoolToInteger()
    {
        Output.Add(Opaque.Of(true) ? 1 : 0);
        Output.Add(Convert.ToInt32(Opaque.Of(true)));
    }

    public static void EnumsToIntegers()
    {
        Output.Add((int)(DayOfWeek)Opaque.Of(3));
        Output.Add((byte)(ConsoleColor)Opaque.Of(300));
        Output.Add((long)(Wide)Opaque.Of(-5L));
    }

    public static void Characters()
    {
        char letter = (char)Opaque.Of('a');
        Output.Add((char)(letter + 2));
        Output.Add(letter - 'A');
        letter++;
        Output.Add(letter);
    }

    public static void PointersAndIntegers()
    {
        nuint address = (nuint)Opaque.Of(0x123456789abcdef0UL);
        unsafe
        {
            byte* pointer = (byte*)address;
            Output.Add((ulong)(pointer + 16));
            Output.Add((uint)(ulong)pointer);
            Output.Add((long)((int*)pointer - (int*)(pointer - 400)));
        }
    }

    private enum Wide : long
    {
        None,
    }
}
