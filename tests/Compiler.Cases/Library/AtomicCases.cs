// Interlocked and Volatile: the value each operation returns and leaves, for each width.

using System.Threading;

namespace Xv6.Compiler.Cases.Library;

public static class AtomicCases
{
    private static int s_counter;
    private static long s_wide;
    private static volatile int s_flag;

    public static void IncrementAndDecrement()
    {
        s_counter = Opaque.Of(int.MaxValue);
        Output.Add(Interlocked.Increment(ref s_counter));
        Output.Add(Interlocked.Decrement(ref s_counter));
        s_wide = Opaque.Of(-1L);
        Output.Add(Interlocked.Increment(ref s_wide));
        Output.Add(Interlocked.Decrement(ref s_wide));
        Output.Add(s_counter);
    }

    public static void Add()
    {
        int value = Opaque.Of(5);
        Output.Add(Interlocked.Add(ref value, -7));
        Output.Add(value);
        ulong wide = Opaque.Of(ulong.MaxValue);
        Output.Add(Interlocked.Add(ref wide, 3));
        uint unsigned = 5;
        Output.Add(Interlocked.Add(ref unsigned, 10));
    }

    public static void Exchange()
    {
        int value = Opaque.Of(5);
        Output.Add(Interlocked.Exchange(ref value, 6));
        Output.Add(value);
        long wide = 1;
        Output.Add(Interlocked.Exchange(ref wide, long.MinValue));
        Output.Add(wide);
        nint native = 3;
        Output.Add(Interlocked.Exchange(ref native, 4));
        Output.Add(native);
    }

    public static void CompareExchange()
    {
        int value = Opaque.Of(5);
        Output.Add(Interlocked.CompareExchange(ref value, 6, 5));
        Output.Add(Interlocked.CompareExchange(ref value, 7, 5));
        Output.Add(value);
        long wide = Opaque.Of(-5L);
        Output.Add(Interlocked.CompareExchange(ref wide, 6, -5));
        Output.Add(wide);
        uint unsigned = Opaque.Of(0x80000000u);
        Output.Add(Interlocked.CompareExchange(ref unsigned, 1, 0x80000000));
        Output.Add(unsigned);
    }

    public static void OnReferences()
    {
        string current = "first";
        Output.Add(Interlocked.Exchange(ref current, "second"));
        Output.Add(Interlocked.CompareExchange(ref current, "third", "second"));
        Output.Add(current);
        object? none = null;
        object fresh = new();
        Output.Add(Interlocked.CompareExchange(ref none, fresh, null) is null);
        Output.Add(ReferenceEquals(none, fresh));
    }

    public static void BitwiseOperations()
    {
        int value = Opaque.Of(0b1100);
        Output.Add(Interlocked.And(ref value, 0b0110));
        Output.Add(value);
        Output.Add(Interlocked.Or(ref value, 0b0011));
        Output.Add(value);
        ulong wide = Opaque.Of(1UL << 63);
        Output.Add(Interlocked.Or(ref wide, 1));
        Output.Add(wide);
    }

    public static void OnSmallTypes()
    {
        Small small = new() { Before = 1, Value = 5, After = 9, Word = 7 };
        Output.Add(Interlocked.Exchange(ref small.Value, (byte)200));
        Output.Add(Interlocked.CompareExchange(ref small.Value, (byte)3, (byte)200));
        Output.Add(Interlocked.CompareExchange(ref small.Value, (byte)4, (byte)200));
        Output.Add(Interlocked.CompareExchange(ref small.Word, (ushort)8, (ushort)7));
        Output.Add(small.Before);
        Output.Add(small.Value);
        Output.Add(small.After);
        Output.Add(small.Word);
    }

    public static void VolatileReadAndWrite()
    {
        int value = 0;
        Volatile.Write(ref value, Opaque.Of(7));
        Output.Add(Volatile.Read(ref value));
        byte small = 0;
        Volatile.Write(ref small, (byte)250);
        Output.Add(Volatile.Read(ref small));
        long wide = 0;
        Volatile.Write(ref wide, long.MinValue);
        Output.Add(Volatile.Read(ref wide));
        bool flag = false;
        Volatile.Write(ref flag, true);
        Output.Add(Volatile.Read(ref flag));
        string text = "";
        Volatile.Write(ref text, "volatile");
        Output.Add(Volatile.Read(ref text));
    }

    public static void VolatileField()
    {
        s_flag = Opaque.Of(4);
        s_flag++;
        Output.Add(s_flag);
    }

    public static void ReadOfLong()
    {
        long value = Opaque.Of(99L);
        Output.Add(Interlocked.Read(ref value));
        Interlocked.MemoryBarrier();
        Output.Add(value);
    }

    public static void SpinLockByHand()
    {
        int taken = 0;
        int rounds = 0;
        for (int index = 0; index < 10; index++)
        {
            while (Interlocked.Exchange(ref taken, 1) != 0)
                Thread.SpinWait(1);
            rounds += index;
            Volatile.Write(ref taken, 0);
        }
        Output.Add(rounds);
    }

    public static void FieldOfObject()
    {
        Node node = new();
        Interlocked.Add(ref node.Count, 5);
        Interlocked.Increment(ref node.Count);
        Node other = new() { Next = node };
        Output.Add(Interlocked.Exchange(ref other.Next, null)!.Count);
        Output.Add(other.Next is null);
    }

    public static void ElementOfArray()
    {
        int[] values = [1, 2, 3];
        Interlocked.Add(ref values[Opaque.Of(1)], 40);
        Output.Add(values[0] + values[1] + values[2]);
    }

    private struct Small
    {
        public byte Before;
        public byte Value;
        public byte After;
        public ushort Word;
    }

    private sealed class Node
    {
        public int Count;
        public Node? Next;
    }
}
