// Types whose static constructors the tests evaluate; CoreCLR runs them too, and the results have to agree.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Buffers.Binary;
using System.Numerics;

namespace Xv6.Evaluation.Tests.Cases;

internal static class Arithmetic
{
    public static readonly int Sum = SumTo(1000);
    public static readonly uint[] Crc = MakeCrcTable();
    public static readonly long Shifts = unchecked((long)(0x1234_5678_9abc_def0UL << 3) >> 5);
    public static readonly int Bits = BitOperations.PopCount(0xf0f0f0f0u) + BitOperations.Log2(4097) + BitOperations.TrailingZeroCount(64);
    public static readonly sbyte Narrowed = unchecked((sbyte)SumTo(300));
    public static readonly ulong Wide = ulong.MaxValue / 3 * 2 + unchecked((uint)-5);
    public static readonly int Remainder = -17 % 5 * 100 + -17 / 5;
    public static readonly double Root = 3.25 * 4 - 1.0 / 3;
    public static readonly float Single = 1.1f * 3;
    public static readonly UInt128 Product = (UInt128)ulong.MaxValue * 12345;
    public static readonly bool Flag = Root > 12 && Single < 3.4f;
    public static readonly char Letter = (char)('a' + Sum % 26);

    private static int SumTo(int limit)
    {
        int sum = 0;
        for (int index = 0; index < limit; index++)
            sum += index * index;
        return sum;
    }

    private static uint[] MakeCrcTable()
    {
        uint[] table = new uint[256];
        for (uint index = 0; index < table.Length; index++)
        {
            uint value = index;
            for (int bit = 0; bit < 8; bit++)
                value = (value & 1) != 0 ? value >> 1 ^ 0xedb88320 : value >> 1;
            table[index] = value;
        }

        return table;
    }
}

internal sealed class Node(string name, Node? next)
{
    public readonly string Name = name;
    public Node? Next = next;
    public Node? Self;
    public List List;
}

internal struct List
{
    public int Count;
    public Node? First;
}

internal static class Graph
{
    public static readonly Node Head = new("head", new Node("tail", null));
    public static readonly Node[] All = [Head, Head.Next!, new("third", Head)];
    public static readonly object[] Boxes = [1, 2L, "text", 'c', new List { Count = 7 }, DayOfWeek.Friday];
    public static List Shared;
    public static string Joined = string.Concat("a", Head.Name) + "z";

    static Graph()
    {
        Head.Self = Head;
        Head.Next!.Next = Head;
        Head.List = new List { Count = 3, First = All[2] };
        Shared = Head.List with { Count = 4 };
    }
}

internal interface IShape
{
    int Area { get; }

    int Twice => Area * 2;
}

internal abstract class Shape
{
    public abstract int Corners { get; }

    public override string ToString() => "shape";
}

internal sealed class Square(int side) : Shape, IShape
{
    public int Side { get; } = side;

    public int Area => Side * Side;

    public override int Corners => 4;
}

internal readonly record struct Circle(int Radius) : IShape
{
    public int Area => Radius * Radius * 3;
}

internal interface INumber<T> where T : INumber<T>
{
    static abstract T Make(int value);
}

internal readonly struct Meters : INumber<Meters>
{
    private readonly int _value;

    private Meters(int value) => _value = value;

    public static Meters Make(int value) => new(value);
}

internal static class Dispatch
{
    public static readonly int Virtual = Measure(new Square(3)) + Measure(new Circle(2));
    public static readonly int Corners = ((Shape)new Square(1)).Corners;
    public static readonly int Constrained = Generic(new Circle(5)) + Generic(new Square(6));
    public static readonly Meters Static = Create<Meters>(12);
    public static readonly string Pattern = Describe(new Square(2)) + Describe("x") + Describe(5);
    public static readonly Func<int, int> Double = static value => value * 2;
    public static readonly int Doubled = Double(21);
    public static readonly int Captured = Apply(Virtual);
    public static readonly unsafe int Pointer = Through(&Increment, 41);

    private static int Measure(IShape shape) => shape.Area + shape.Twice;

    private static int Generic<T>(T shape) where T : IShape => shape.Area;

    private static T Create<T>(int value) where T : INumber<T> => T.Make(value);

    private static string Describe(object value) => value switch
    {
        Square { Side: > 1 } => "large square",
        Shape => "shape",
        string text => text,
        int number when number > 3 => "number",
        _ => "other",
    };

    private static int Apply(int captured)
    {
        Func<int, int> function = value => value + captured;
        return function(1);
    }

    private static unsafe int Through(delegate*<int, int> function, int value) => function(value);

    private static int Increment(int value) => value + 1;
}

[InlineArray(4)]
internal struct FourInts
{
    private int _first;
}

[StructLayout(LayoutKind.Explicit)]
internal struct Overlapping
{
    [FieldOffset(0)]
    public uint Whole;
    [FieldOffset(1)]
    public byte Second;
}

internal static class Memory
{
    public static readonly byte[] Bytes = Fill();
    public static readonly int FromLiteral = "hello"u8.Length + "hello"u8[1];
    public static readonly byte[] Copied = "literal bytes"u8.ToArray();
    public static readonly int[] Primes = [2, 3, 5, 7, 11, 13, 17, 19, 23];
    public static readonly int Inline = SumInline();
    public static readonly Overlapping Overlap = new() { Whole = 0x11223344, Second = 0xff };
    public static readonly uint Reversed = BinaryPrimitives.ReadUInt32BigEndian(Bytes.AsSpan(2));
    public static readonly int Stack = OnStack();
    public static readonly bool Equal = "abc"u8.SequenceEqual("abc"u8) && "abc"u8.IndexOf((byte)'c') == 2;
    public static readonly int Finally = WithFinally();
    public static readonly int? Some = Primes.Length > 3 ? 4 : null;
    public static readonly (int, string) Tuple = (1, "one");
    public static readonly int Exchanged = Exchange();

    private static byte[] Fill()
    {
        byte[] bytes = new byte[16];
        Span<byte> rest = bytes.AsSpan(4, 8);
        rest.Fill(0xaa);
        rest[..2].Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(rest[6..], 0xbeef);
        return bytes;
    }

    private static int SumInline()
    {
        FourInts array = default;
        for (int index = 0; index < 4; index++)
            array[index] = index * 10;
        int sum = 0;
        foreach (int value in array)
            sum += value;
        return sum;
    }

    private static int OnStack()
    {
        Span<int> values = stackalloc int[8];
        for (int index = 0; index < values.Length; index++)
            values[index] = index;
        return values[3..].Length * 100 + values[7];
    }

    private static int WithFinally()
    {
        int value = 1;
        try
        {
            value *= 10;
        }
        finally
        {
            value += 5;
        }

        return value;
    }

    private static int Exchange()
    {
        int value = 5;
        int old = Interlocked.Exchange(ref value, 9);
        Interlocked.Add(ref value, 3);
        return old * 100 + value + Interlocked.CompareExchange(ref value, 1, 12) + Volatile.Read(ref value);
    }
}
