// How structs lie in memory: sizes, offsets, packing, explicit layout, fixed buffers, inline arrays.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Xv6.Compiler.Cases.Types;

public static unsafe class LayoutCases
{
    public static void SizesOfPrimitives()
    {
        Output.Add(sizeof(byte) + sizeof(short) * 10 + sizeof(int) * 100 + sizeof(long) * 1000);
        Output.Add(sizeof(nint));
        Output.Add(sizeof(bool));
        Output.Add(sizeof(char));
        Output.Add(sizeof(double));
        Output.Add(Unsafe.SizeOf<object>());
    }

    public static void SequentialIsPadded()
    {
        Output.Add(sizeof(Padded));
        Padded padded = default;
        Output.Add((long)((byte*)&padded.Long - (byte*)&padded));
        Output.Add((long)((byte*)&padded.Short - (byte*)&padded));
    }

    public static void TrailingPadding() => Output.Add(sizeof(Trailing));

    public static void PackOne()
    {
        Output.Add(sizeof(Packed));
        Packed packed = new() { Byte = 1, Long = 0x1122334455667788, Short = 0x99 };
        byte* bytes = (byte*)&packed;
        for (int index = 0; index < sizeof(Packed); index++)
            Output.Add(bytes[index]);
    }

    public static void PackTwo()
    {
        Output.Add(sizeof(PackedTwo));
        PackedTwo packed = default;
        Output.Add((long)((byte*)&packed.Int - (byte*)&packed));
    }

    public static void UnalignedFields()
    {
        Packed packed = default;
        packed.Long = Opaque.Of(-5L);
        packed.Long *= 3;
        packed.Short = (ushort)Opaque.Of(0xabcd);
        Output.Add(packed.Long);
        Output.Add(packed.Short);
    }

    public static void ExplicitUnion()
    {
        Union union = new() { Whole = 0x1122334455667788 };
        Output.Add(union.Low);
        Output.Add(union.High);
        Output.Add(union.Byte3);
        union.High = 0;
        Output.Add(union.Whole);
        Output.Add(sizeof(Union));
    }

    public static void FloatOverInteger()
    {
        Overlay overlay = new() { Single = Opaque.Of(1.0f) };
        Output.Add(overlay.Bits);
        overlay.Bits |= 0x80000000;
        Output.Add(overlay.Single);
    }

    public static void ExplicitSize()
    {
        Output.Add(sizeof(Sized));
        Sized* pair = stackalloc Sized[2];
        Output.Add((long)((byte*)(pair + 1) - (byte*)pair));
    }

    public static void EmptyStructHasOneByte() => Output.Add(sizeof(Empty));

    public static void FixedBuffer()
    {
        WithBuffer value = default;
        for (int index = 0; index < 8; index++)
            value.Data[index] = (ushort)(index * index);
        value.After = 77;
        WithBuffer copy = value;
        copy.Data[3] = 1000;
        int sum = 0;
        for (int index = 0; index < 8; index++)
            sum += value.Data[index];
        Output.Add(sum);
        Output.Add(copy.Data[3]);
        Output.Add(copy.After);
        Output.Add(sizeof(WithBuffer));
    }

    public static void NestedStructAlignment()
    {
        Output.Add(sizeof(Outer));
        Outer outer = default;
        Output.Add((long)((byte*)&outer.Inner - (byte*)&outer));
        Output.Add((long)((byte*)&outer.Last - (byte*)&outer));
    }

    public static void InlineArraySize()
    {
        Output.Add(Unsafe.SizeOf<TenInts>());
        Output.Add(Unsafe.SizeOf<ThreePadded>());
    }

    public static void InlineArrayElements()
    {
        TenInts values = default;
        for (int index = 0; index < 10; index++)
            values[index] = index * 3;
        TenInts copy = values;
        copy[4] = -1;
        int sum = 0;
        foreach (int value in values)
            sum += value;
        Output.Add(sum);
        Output.Add(copy[4]);
        Output.Add(copy[^1]);
    }

    public static void InlineArrayAsSpan()
    {
        TenInts values = default;
        Span<int> span = values;
        span.Fill(7);
        span[2..5].Clear();
        foreach (int value in values)
            Output.Add(value);
        ReadOnlySpan<int> slice = values[1..4];
        Output.Add(slice.Length);
    }

    public static void InlineArrayBounds()
    {
        TenInts values = default;
        values[Opaque.Of(9)] = 1;
        Output.Add(values[9]);
        values[Opaque.Of(10)] = 2;
        Output.Add(2);
    }

    public static void InlineArrayInClass()
    {
        WithInline holder = new();
        holder.Values[3] = 9;
        Span<int> span = holder.Values;
        span[4] = 10;
        Output.Add(holder.Values[3] + holder.Values[4]);
    }

    public static void InlineArrayOfReferences()
    {
        FourTexts texts = default;
        texts[0] = "zero";
        texts[3] = "three";
        foreach (string? text in texts)
            Output.Add(text);
    }

    public static void OffsetsInClasses()
    {
        Derived derived = new() { Base1 = 1, Base2 = 2, Own1 = 3, Own2 = 4 };
        derived.Base2 += 10;
        Output.Add(derived.Base1);
        Output.Add(derived.Base2);
        Output.Add(derived.Own1);
        Output.Add(derived.Own2);
    }

    public static void StructOverBytes()
    {
        byte* bytes = stackalloc byte[sizeof(Padded)];
        Padded* padded = (Padded*)bytes;
        *padded = new Padded { Byte = 1, Long = -1, Short = 2 };
        Output.Add(bytes[0]);
        Output.Add(bytes[8]);
        Output.Add(bytes[16]);
    }

    private struct Padded
    {
        public byte Byte;
        public long Long;
        public short Short;
    }

    private struct Trailing
    {
        public int Int;
        public byte Byte;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct Packed
    {
        public byte Byte;
        public long Long;
        public ushort Short;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 2)]
    private struct PackedTwo
    {
        public byte Byte;
        public int Int;
        public byte Last;
    }

    [StructLayout(LayoutKind.Explicit)]
    private struct Union
    {
        [FieldOffset(0)] public ulong Whole;
        [FieldOffset(0)] public uint Low;
        [FieldOffset(4)] public uint High;
        [FieldOffset(3)] public byte Byte3;
    }

    [StructLayout(LayoutKind.Explicit)]
    private struct Overlay
    {
        [FieldOffset(0)] public float Single;
        [FieldOffset(0)] public uint Bits;
    }

    [StructLayout(LayoutKind.Sequential, Size = 64)]
    private struct Sized
    {
        public int Value;
    }

    private struct Empty;

    private struct WithBuffer
    {
        public fixed ushort Data[8];
        public byte After;
    }

    private struct Outer
    {
        public byte First;
        public Trailing Inner;
        public byte Last;
    }

    [InlineArray(10)]
    private struct TenInts
    {
        private int _first;
    }

    [InlineArray(3)]
    private struct ThreePadded
    {
        private Padded _first;
    }

    [InlineArray(4)]
    private struct FourTexts
    {
        private string? _first;
    }

    private sealed class WithInline
    {
        public TenInts Values;
    }

    private class Base
    {
        public byte Base1;
        public long Base2;
    }

    private sealed class Derived : Base
    {
        public byte Own1;
        public long Own2;
    }
}
