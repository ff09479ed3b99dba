// Span and ReadOnlySpan: indexing, slicing, copying, bounds.

using System.Runtime.InteropServices;

namespace Xv6.Compiler.Cases.Memory;

public static class SpanCases
{
    public static void IndexAndLength()
    {
        int[] array = [1, 2, 3, 4, 5];
        Span<int> span = array;
        span[2] = 30;
        Output.Add(array[2]);
        Output.Add(span.Length);
        Output.Add(span[^1]);
    }

    public static void Slice()
    {
        int[] array = [0, 1, 2, 3, 4, 5, 6, 7];
        Span<int> middle = array.AsSpan()[2..6];
        Output.Add(middle.Length);
        Output.Add(middle[0]);
        Span<int> inner = middle.Slice(1, 2);
        inner[1] = 99;
        Output.Add(array[4]);
        Output.Add(middle[3..].Length);
        Output.Add(middle[4..].IsEmpty);
    }

    public static void CopyTo()
    {
        Span<long> source = [1, 2, 3];
        Span<long> target = [0, 0, 0, 0, 0];
        source.CopyTo(target[1..]);
        foreach (long value in target)
            Output.Add(value);
    }

    public static void OverlappingCopy()
    {
        Span<byte> bytes = [1, 2, 3, 4, 5, 6, 7, 8];
        bytes[..6].CopyTo(bytes[2..]);
        foreach (byte value in bytes)
            Output.Add(value);
        bytes[2..].CopyTo(bytes[..6]);
        foreach (byte value in bytes)
            Output.Add(value);
    }

    public static void TryCopyTo()
    {
        Span<int> source = [1, 2, 3];
        Span<int> small = [0, 0];
        Output.Add(source.TryCopyTo(small));
        Output.Add(source[..2].TryCopyTo(small));
        Output.Add(small[1]);
    }

    public static void FillAndClear()
    {
        Span<ushort> span = stackalloc ushort[9];
        span.Fill((ushort)Opaque.Of(0xabcd));
        span[3..6].Clear();
        foreach (ushort value in span)
            Output.Add(value);
    }

    public static void ForeachByReference()
    {
        Span<int> span = [1, 2, 3];
        foreach (ref int value in span)
            value *= 10;
        Output.Add(span[0] + span[1] + span[2]);
    }

    public static void OfStructs()
    {
        Span<(int Key, long Value)> pairs = [(1, 10), (2, 20), (3, 30)];
        pairs[1].Value += 5;
        long sum = 0;
        foreach ((int key, long value) in pairs)
            sum += key * value;
        Output.Add(sum);
    }

    public static void OfReferences()
    {
        string[] texts = ["a", "b", "c"];
        ReadOnlySpan<string> span = texts;
        Output.Add(span[1..][0]);
    }

    public static void Empty()
    {
        Span<int> none = default;
        Output.Add(none.Length);
        Output.Add(none.IsEmpty);
        none.Clear();
        none.CopyTo(none);
        ReadOnlySpan<byte> nothing = [];
        Output.Add(nothing.Length);
        int[]? noArray = Opaque.OrNull(new int[1], true);
        Output.Add(noArray.AsSpan().Length);
    }

    public static void ConstantData()
    {
        ReadOnlySpan<int> numbers = [10, 20, 30, 40];
        ReadOnlySpan<byte> bytes = [1, 2, 3];
        ReadOnlySpan<long> wide = [long.MinValue, long.MaxValue];
        Output.Add(numbers[Opaque.Of(2)]);
        Output.Add(bytes[Opaque.Of(1)]);
        Output.Add(wide[Opaque.Of(0)]);
    }

    public static void CollectionExpressionOfVariables()
    {
        int first = Opaque.Of(5);
        Span<int> span = [first, first * 2, 3];
        ReadOnlySpan<int> more = [.. span, 100, .. span];
        Output.Add(more.Length);
        int sum = 0;
        foreach (int value in more)
            sum = sum * 3 + value;
        Output.Add(sum);
    }

    public static void ParamsSpan()
    {
        Output.Add(Sum());
        Output.Add(Sum(1));
        Output.Add(Sum(1, Opaque.Of(2), 3));
    }

    public static void ToArray()
    {
        ReadOnlySpan<int> span = [1, 2, 3];
        int[] array = span.ToArray();
        array[0] = 9;
        Output.Add(array.Length);
        Output.Add(array[0] + span[0]);
    }

    public static void Cast()
    {
        Span<uint> words = [0x11223344, 0x55667788];
        Span<byte> bytes = MemoryMarshal.AsBytes(words);
        Output.Add(bytes.Length);
        Output.Add(bytes[0]);
        bytes[7] = 0xff;
        Output.Add(words[1]);
        Span<ulong> wide = MemoryMarshal.Cast<uint, ulong>(words);
        Output.Add(wide[0]);
        Output.Add(MemoryMarshal.Cast<byte, ushort>(bytes[..7]).Length);
    }

    public static void ReadAndWriteStructs()
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        (int, short) pair = (0x01020304, 0x0506);
        MemoryMarshal.Write(bytes[4..], pair);
        Output.Add(bytes[4]);
        Output.Add(MemoryMarshal.Read<int>(bytes[4..]));
        Output.Add(MemoryMarshal.AsRef<int>(bytes[4..8]));
    }

    public static void ReferenceFields()
    {
        int value = 5;
        Span<int> span = new(ref value);
        span[0] = 7;
        Output.Add(value);
        ref int reference = ref MemoryMarshal.GetReference(span);
        reference++;
        Output.Add(value);
    }

    public static void IndexNegative() => Read(Opaque.Of(-1));

    public static void IndexPastEnd() => Read(Opaque.Of(4));

    public static void IndexHuge() => Read(Opaque.Of(int.MaxValue));

    public static void WritePastEnd()
    {
        Span<byte> span = stackalloc byte[3];
        span[Opaque.Of(2)] = 1;
        Output.Add(span[2]);
        span[Opaque.Of(3)] = 1;
        Output.Add(4);
    }

    public static void SlicePastEnd()
    {
        ReadOnlySpan<int> span = [1, 2, 3, 4];
        Output.Add(span[Opaque.Of(4)..].Length);
        Output.Add(span[Opaque.Of(5)..].Length);
    }

    public static void SliceLengthPastEnd()
    {
        ReadOnlySpan<int> span = [1, 2, 3, 4];
        Output.Add(span.Slice(1, Opaque.Of(3)).Length);
        Output.Add(span.Slice(2, Opaque.Of(3)).Length);
    }

    public static void SliceNegative()
    {
        ReadOnlySpan<int> span = [1, 2, 3, 4];
        Output.Add(span.Slice(Opaque.Of(0), Opaque.Of(-1)).Length);
    }

    public static void SliceBackwards()
    {
        ReadOnlySpan<int> span = [1, 2, 3, 4];
        Output.Add(span[Opaque.Of(3)..Opaque.Of(1)].Length);
    }

    public static void CopyTooLong()
    {
        Span<int> source = [1, 2, 3];
        Span<int> target = [0, 0];
        source.CopyTo(target);
        Output.Add(target[0]);
    }

    public static void CastReadTooShort()
    {
        Span<byte> bytes = stackalloc byte[3];
        Output.Add(MemoryMarshal.Read<int>(bytes));
    }

    private static void Read(int index)
    {
        ReadOnlySpan<int> span = [1, 2, 3, 4];
        Output.Add(span[3]);
        Output.Add(span[index]);
    }

    private static int Sum(params ReadOnlySpan<int> values)
    {
        int sum = 0;
        foreach (int value in values)
            sum += value;
        return sum;
    }
}
