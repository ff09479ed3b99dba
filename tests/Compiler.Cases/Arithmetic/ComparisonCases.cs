// Comparisons as values and as branch conditions: signed, unsigned, mixed widths, floats with NaN.

namespace Xv6.Compiler.Cases.Arithmetic;

public static class ComparisonCases
{
    public static void Signed32()
    {
        foreach (int left in Edges.Int32)
            foreach (int right in Edges.Int32)
                Output.Add(Bits(left < right, left <= right, left == right, left != right, left >= right, left > right));
    }

    public static void Unsigned32()
    {
        foreach (uint left in Edges.UInt32)
            foreach (uint right in Edges.UInt32)
                Output.Add(Bits(left < right, left <= right, left == right, left != right, left >= right, left > right));
    }

    public static void Signed64()
    {
        foreach (long left in Edges.Int64)
            foreach (long right in Edges.Int64)
                Output.Add(Bits(left < right, left <= right, left == right, left != right, left >= right, left > right));
    }

    public static void Unsigned64()
    {
        foreach (ulong left in Edges.UInt64)
            foreach (ulong right in Edges.UInt64)
                Output.Add(Bits(left < right, left <= right, left == right, left != right, left >= right, left > right));
    }

    public static void Doubles()
    {
        foreach (double left in Edges.Double)
            foreach (double right in Edges.Double)
                Output.Add(Bits(left < right, left <= right, left == right, left != right, left >= right, left > right));
    }

    public static void Singles()
    {
        foreach (float left in Edges.Single)
            foreach (float right in Edges.Single)
                Output.Add(Bits(left < right, left <= right, left == right, left != right, left >= right, left > right));
    }

    public static void BranchesOnDoubles()
    {
        foreach (double left in Edges.Double)
        {
            foreach (double right in Edges.Double)
            {
                int taken = 0;
                if (left < right)
                    taken |= 1;
                if (!(left < right))
                    taken |= 2;
                if (left >= right)
                    taken |= 4;
                if (!(left > right))
                    taken |= 8;
                if (left != right)
                    taken |= 16;
                Output.Add(taken);
            }
        }
    }

    public static void MixedSignsWiden()
    {
        foreach (int left in Edges.Int32)
            foreach (uint right in Edges.UInt32)
                Output.Add(left < right);
    }

    public static void SmallTypes()
    {
        sbyte negative = (sbyte)Opaque.Of(-1);
        byte large = (byte)Opaque.Of(255);
        Output.Add(negative < large);
        Output.Add((byte)negative == large);
        Output.Add((ushort)negative > large);
    }

    public static void BranchesOnUnsigned()
    {
        foreach (uint left in Edges.UInt32)
        {
            foreach (uint right in Edges.UInt32)
            {
                int taken = 0;
                if (left < right)
                    taken |= 1;
                if (left <= right)
                    taken |= 2;
                if (left > right)
                    taken |= 4;
                if (left >= right)
                    taken |= 8;
                Output.Add(taken);
            }
        }
    }

    public static void ReferencesAndPointers()
    {
        object first = new();
        object second = new();
        object alias = Opaque.Of(true) ? first : second;
        Output.Add(first == second);
        Output.Add(first == alias);
        Output.Add(first != null);
        unsafe
        {
            byte* low = (byte*)Opaque.Of(16L);
            byte* high = (byte*)Opaque.Of(-16L);
            Output.Add(low < high);
            Output.Add(low == high);
        }
    }

    public static void ShortCircuit()
    {
        int calls = 0;
        bool Count(bool result)
        {
            calls++;
            return result;
        }
        Output.Add(Count(false) && Count(true));
        Output.Add(calls);
        Output.Add(Count(true) || Count(false));
        Output.Add(calls);
        Output.Add(Count(false) & Count(true));
        Output.Add(calls);
        Output.Add(Count(true) ^ Count(true));
        Output.Add(calls);
    }

    private static int Bits(bool less, bool lessOrEqual, bool equal, bool notEqual, bool greaterOrEqual, bool greater) =>
        (less ? 1 : 0) | (lessOrEqual ? 2 : 0) | (equal ? 4 : 0) | (notEqual ? 8 : 0) | (greaterOrEqual ? 16 : 0) | (greater ? 32 : 0);
}
