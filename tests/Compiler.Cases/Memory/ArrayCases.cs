// Arrays: creation, element types, bounds, covariance, jagged and multi-dimensional arrays, ranges.

using System.Collections.Generic;

namespace Xv6.Compiler.Cases.Memory;

public static class ArrayCases
{
    public static void NewIsZeroed()
    {
        int[] values = new int[Opaque.Of(5)];
        Output.Add(values.Length);
        Output.Add(values[0] + values[4]);
        Output.Add((new string[2])[1] is null);
    }

    public static void ElementTypes()
    {
        byte[] bytes = new byte[2];
        sbyte[] signedBytes = new sbyte[2];
        ushort[] words = new ushort[2];
        short[] signedWords = new short[2];
        long[] wide = new long[2];
        double[] doubles = new double[2];
        bool[] flags = new bool[2];
        char[] letters = new char[2];
        bytes[1] = (byte)Opaque.Of(255);
        signedBytes[1] = (sbyte)Opaque.Of(255);
        words[1] = (ushort)Opaque.Of(-1);
        signedWords[1] = (short)Opaque.Of(65535);
        wide[1] = Opaque.Of(long.MinValue);
        doubles[1] = Opaque.Of(2.5);
        flags[1] = Opaque.Of(true);
        letters[1] = (char)Opaque.Of(0x20ac);
        Output.Add(bytes[1]);
        Output.Add(signedBytes[1]);
        Output.Add(words[1]);
        Output.Add(signedWords[1]);
        Output.Add(wide[1]);
        Output.Add(doubles[1]);
        Output.Add(flags[1]);
        Output.Add(letters[1]);
    }

    public static void Initializer()
    {
        int[] constants = [5, 4, 3, 2, 1, 0];
        int[] mixed = [Opaque.Of(1), 2, Opaque.Of(3)];
        Output.Add(constants[2]);
        Output.Add(mixed[0] + mixed[1] + mixed[2]);
    }

    public static void InitializerIsACopy()
    {
        MakeConstants()[0] = 99;
        Output.Add(MakeConstants()[0]);
    }

    public static void Loops()
    {
        int[] values = [3, 1, 4, 1, 5, 9, 2, 6];
        int sum = 0;
        for (int index = 0; index < values.Length; index++)
            sum += values[index] * index;
        foreach (int value in values)
            sum -= value;
        for (int index = values.Length - 1; index >= 0; index--)
            sum = sum * 3 + values[index];
        Output.Add(sum);
    }

    public static void ElementOperators()
    {
        int[] values = [1, 2, 3];
        int index = 0;
        values[index++] += 10;
        values[index++] <<= 3;
        values[^1]--;
        Output.Add(values[0]);
        Output.Add(values[1]);
        Output.Add(values[2]);
        Output.Add(index);
    }

    public static void Jagged()
    {
        int[][] rows = new int[3][];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = new int[row + 1];
            for (int column = 0; column <= row; column++)
                rows[row][column] = row * 10 + column;
        }
        Output.Add(rows[2][1]);
        Output.Add(rows[1].Length);
    }

    public static void ReferenceToElement()
    {
        long[] values = [1, 2, 3];
        ref long middle = ref values[1];
        middle = 50;
        middle++;
        Output.Add(values[1]);
    }

    public static void Ranges()
    {
        int[] values = [0, 1, 2, 3, 4, 5];
        int[] middle = values[1..4];
        middle[0] = 100;
        Output.Add(middle.Length);
        Output.Add(values[1]);
        Output.Add(values[^2..][0]);
    }

    public static void CopyAndClone()
    {
        int[] source = [1, 2, 3, 4];
        int[] target = new int[6];
        Array.Copy(source, 1, target, 2, 3);
        foreach (int value in target)
            Output.Add(value);
        source.CopyTo(target, 0);
        Output.Add(target[0]);
    }

    public static void FillReverseAndSearch()
    {
        int[] values = new int[5];
        Array.Fill(values, 7);
        values[2] = 3;
        values[4] = 9;
        Array.Reverse(values);
        Output.Add(values[0]);
        Output.Add(Array.IndexOf(values, 3));
        Array.Clear(values, 1, 2);
        Output.Add(values[1] + values[3]);
    }

    public static void Resize()
    {
        int[] values = [1, 2, 3];
        Array.Resize(ref values, 5);
        Output.Add(values.Length);
        Output.Add(values[2] + values[4]);
    }

    public static void EmptyArray()
    {
        Output.Add(Array.Empty<int>().Length);
        int[] none = [];
        Output.Add(none.Length);
        Output.Add(new long[Opaque.Of(0)].Length);
    }

    public static void SortWithComparison()
    {
        int[] values = [5, 3, 9, 1, 7, 2, 8];
        values.AsSpan().Sort(static (left, right) => left - right);
        foreach (int value in values)
            Output.Add(value);
    }

    public static void BinarySearch()
    {
        int[] values = [1, 3, 5, 7, 9];
        Output.Add(values.AsSpan().BinarySearch(7));
        Output.Add(values.AsSpan().BinarySearch(4));
    }

    public static void CovariantRead()
    {
        object[] objects = new string[] { "a", "b" };
        Output.Add((string)objects[1]);
        IReadable[] readable = [new Document(), new Letter()];
        Output.Add(readable[1].Read());
    }

    public static void CovariantStoreOfTheRightType()
    {
        Document[] documents = new Document[2];
        object[] objects = documents;
        objects[0] = new Document();
        objects[1] = new Letter();
        objects[0] = null!;
        Output.Add(documents[0] is null);
        Output.Add(documents[1].Read());
    }

    public static void CovariantStoreOfTheWrongType()
    {
        object[] objects = new Letter[2];
        objects[0] = new Letter();
        Output.Add(1);
        objects[1] = new Document();
        Output.Add(2);
    }

    public static void CovariantStoreOfAString()
    {
        object[] objects = Opaque.Of(true) ? new Document[1] : new object[1];
        objects[0] = "text";
        Output.Add(2);
    }

    public static void InterfaceArrayStore()
    {
        IReadable[] readable = new IReadable[2];
        readable[0] = new Document();
        readable[1] = new Letter();
        Output.Add(readable[0].Read() + readable[1].Read());
    }

    public static void ArrayAsInterface()
    {
        IReadOnlyList<int> list = new int[] { 4, 5, 6 };
        Output.Add(list.Count);
        Output.Add(list[1]);
    }

    public static void TypeTests()
    {
        object array = Opaque.Of(true) ? new int[3] : new object();
        Output.Add(array is int[]);
        Output.Add(array is uint[]);
        Output.Add(array is object[]);
        Output.Add(array is Array);
        object texts = new string[1];
        Output.Add(texts is object[]);
        Output.Add(texts is string[]);
        Output.Add(texts is Document[]);
    }

    public static void IndexOutOfRange()
    {
        int[] values = [1, 2, 3];
        Output.Add(values[Opaque.Of(2)]);
        Output.Add(values[Opaque.Of(3)]);
    }

    public static void NegativeIndex() => Output.Add((new int[3])[Opaque.Of(-1)]);

    public static void LongIndexDoesNotWrap() => Output.Add((new int[3])[Opaque.Of(0x100000001L)]);

    public static void StoreOutOfRange()
    {
        byte[] values = new byte[3];
        values[Opaque.Of(3)] = 1;
        Output.Add(1);
    }

    public static void StructElementOutOfRange()
    {
        (int, int)[] values = new (int, int)[2];
        values[Opaque.Of(2)].Item1 = 5;
        Output.Add(1);
    }

    public static void ReferenceElementOutOfRange()
    {
        string[] values = ["a"];
        Output.Add(values[Opaque.Of(1)]);
    }

    public static void NegativeLength() => Output.Add(new int[Opaque.Of(-1)].Length);

    public static void ElementOfNullArray()
    {
        int[] values = Opaque.OrNull(new int[1], true)!;
        Output.Add(1);
        Output.Add(values[0]);
    }

    public static void LengthOfNullArray() => Output.Add(Opaque.OrNull(new int[1], true)!.Length);

    private static int[] MakeConstants() => [1, 2, 3, 4, 5, 6, 7, 8];

    private interface IReadable
    {
        int Read();
    }

    private class Document : IReadable
    {
        public virtual int Read() => 1;
    }

    private sealed class Letter : Document
    {
        public override int Read() => 20;
    }
}
