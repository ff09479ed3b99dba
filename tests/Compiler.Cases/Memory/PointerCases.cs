// Pointers, stackalloc, function pointers, Unsafe.

using System.Runtime.CompilerServices;

namespace Xv6.Compiler.Cases.Memory;

public static unsafe class PointerCases
{
    public static void PointerArithmetic()
    {
        int* values = stackalloc int[8];
        for (int index = 0; index < 8; index++)
            *(values + index) = index * index;
        int* end = values + 8;
        int sum = 0;
        for (int* at = values; at < end; at++)
            sum += *at;
        Output.Add(sum);
        Output.Add(end - values);
        Output.Add(values[3]);
    }

    public static void PointerToStruct()
    {
        Pair pair = new() { Left = 1, Right = 2 };
        Pair* pointer = &pair;
        pointer->Left += 10;
        (*pointer).Right = 30;
        Output.Add(pair.Left);
        Output.Add(pair.Right);
    }

    public static void PointerToPointer()
    {
        int value = Opaque.Of(4);
        int* pointer = &value;
        int** twice = &pointer;
        **twice = 9;
        Output.Add(value);
    }

    public static void FixedArray()
    {
        byte[] bytes = [1, 2, 3, 4, 5, 6, 7, 8];
        fixed (byte* start = bytes)
        {
            Output.Add(*(uint*)start);
            Output.Add(*(ushort*)(start + 3));
            start[7] = 99;
        }
        Output.Add(bytes[7]);
    }

    public static void FixedSpanAndString()
    {
        ReadOnlySpan<byte> text = "abc"u8;
        fixed (byte* start = text)
            Output.Add(start[1]);
        string word = "xyz";
        fixed (char* start = word)
            Output.Add(start[2]);
        fixed (byte* none = ReadOnlySpan<byte>.Empty)
            Output.Add(none == null);
    }

    public static void FixedField()
    {
        Holder holder = new();
        fixed (int* field = &holder.Field)
            *field = 31;
        Output.Add(holder.Field);
    }

    public static void StackallocInitializer()
    {
        short* values = stackalloc short[] { 3, -4, (short)Opaque.Of(5) };
        Output.Add(values[0] + values[1] * values[2]);
    }

    public static void StackallocVariableLength()
    {
        Output.Add(SumOfBuffer(Opaque.Of(5)));
        Output.Add(SumOfBuffer(Opaque.Of(300)));
        Output.Add(SumOfBuffer(Opaque.Of(0)));
    }

    public static void StackallocIsZeroed()
    {
        Dirty();
        Output.Add(SumOfFresh());
    }

    public static void StackallocInLoop()
    {
        int total = 0;
        for (int round = 0; round < 50; round++)
            total += SumOfBuffer(round);
        Output.Add(total);
    }

    public static void FunctionPointers()
    {
        delegate*<int, int, int> operation = &Add;
        Output.Add(operation(3, Opaque.Of(4)));
        operation = &Multiply;
        Output.Add(operation(3, Opaque.Of(4)));
    }

    public static void FunctionPointerTable()
    {
        delegate*<int, int, int>* table = stackalloc delegate*<int, int, int>[2];
        table[0] = &Add;
        table[1] = &Multiply;
        int value = 1;
        for (int step = 0; step < 6; step++)
            value = table[step & 1](value, step + 1);
        Output.Add(value);
    }

    public static void FunctionPointerInStaticArray()
    {
        int value = 5;
        foreach (Step step in s_steps)
            value = step.Run(value, 3);
        Output.Add(value);
    }

    public static void FunctionPointerWithReferences()
    {
        delegate*<ref int, out long, void> pointer = &Split;
        int value = Opaque.Of(77);
        pointer(ref value, out long rest);
        Output.Add(value);
        Output.Add(rest);
    }

    public static void FunctionPointerWithStructs()
    {
        delegate*<Pair, Wide, Wide> pointer = &Combine;
        Wide wide = pointer(new Pair { Left = 1, Right = 2 }, new Wide { A = 10, B = 20, C = 30 });
        Output.Add(wide.A + wide.B + wide.C);
    }

    public static void FunctionPointerToGeneric()
    {
        delegate*<long, long, bool> same = &Same;
        delegate*<string, string, bool> sameText = &Same;
        Output.Add(same(5, Opaque.Of(5L)));
        Output.Add(sameText("a", "b"));
    }

    public static void FunctionPointerComparison()
    {
        delegate*<int, int, int> none = null;
        Output.Add(none == null);
        Output.Add((nint)(delegate*<int, int, int>)&Add != 0);
    }

    public static void NullPointerIsJustAnAddress()
    {
        byte* none = null;
        Output.Add((long)(none + 5));
        Output.Add(none == null);
    }

    public static void UnalignedReadAndWrite()
    {
        byte* bytes = stackalloc byte[16];
        Unsafe.InitBlock(bytes, 0, 16);
        Unsafe.WriteUnaligned(bytes + 3, 0x1122334455667788);
        Output.Add(Unsafe.ReadUnaligned<long>(bytes + 3));
        Output.Add(Unsafe.ReadUnaligned<short>(bytes + 5));
    }

    public static void UnsafeAddAndAs()
    {
        int[] values = [10, 20, 30];
        ref int first = ref values[0];
        Unsafe.Add(ref first, 2) = 33;
        Output.Add(values[2]);
        ref uint unsigned = ref Unsafe.As<int, uint>(ref first);
        unsigned = 0xffffffff;
        Output.Add(values[0]);
        Output.Add((long)Unsafe.ByteOffset(ref values[0], ref values[2]));
        Output.Add(Unsafe.AreSame(ref first, ref values[0]));
    }

    public static void BlockOperations()
    {
        byte* source = stackalloc byte[10];
        byte* target = stackalloc byte[10];
        for (int index = 0; index < 10; index++)
            source[index] = (byte)(index + 1);
        Unsafe.InitBlock(target, 0xee, 10);
        Unsafe.CopyBlock(target + 2, source, 5);
        Buffer.MemoryCopy(source, target + 8, 2, 2);
        for (int index = 0; index < 10; index++)
            Output.Add(target[index]);
    }

    public static void BitCast()
    {
        Output.Add(Unsafe.BitCast<float, int>(Opaque.Of(1.0f)));
        Output.Add(Unsafe.BitCast<(short, short), int>(((short)1, (short)2)));
    }

    public static void LocalAddressEscapes()
    {
        int value = 1;
        Increment(&value);
        Increment(&value);
        Output.Add(value);
    }

    private static readonly Step[] s_steps = [new(&Add), new(&Multiply), new(&Add)];

    private static int Add(int left, int right) => left + right;

    private static int Multiply(int left, int right) => left * right;

    private static void Split(ref int value, out long rest)
    {
        rest = value % 10;
        value /= 10;
    }

    private static Wide Combine(Pair pair, Wide wide) => new() { A = wide.A + pair.Left, B = wide.B * pair.Right, C = -wide.C };

    private static bool Same<T>(T left, T right) where T : IEquatable<T> => left.Equals(right);

    private static void Increment(int* value) => ++*value;

    private static int SumOfBuffer(int length)
    {
        Span<int> buffer = length <= 16 ? stackalloc int[16] : stackalloc int[length];
        for (int index = 0; index < length; index++)
            buffer[index] = index;
        int sum = 0;
        foreach (int value in buffer[..length])
            sum += value;
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Dirty()
    {
        byte* bytes = stackalloc byte[256];
        for (int index = 0; index < 256; index++)
            bytes[index] = (byte)Opaque.Of(0xcc);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int SumOfFresh()
    {
        Span<byte> bytes = stackalloc byte[256];
        int sum = 0;
        foreach (byte value in bytes)
            sum += value;
        return sum;
    }

    private struct Pair
    {
        public int Left;
        public int Right;
    }

    private struct Wide
    {
        public long A, B, C;
    }

    private sealed class Holder
    {
        public int Field = 1;
    }

    private readonly struct Step(delegate*<int, int, int> run)
    {
        public int Run(int left, int right) => run(left, right);
    }
}
