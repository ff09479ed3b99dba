// Types whose static constructors depend on each other, or can't be evaluated.

using Xv6.Machine;

namespace Xv6.Evaluation.Tests.Cases;

internal static class Registry
{
    public static readonly List<Entry> Unsupported = null!;
    public static Entry? First;
    public static int Count;

    internal sealed class Entry
    {
        public Entry? Next;

        public Entry()
        {
            Next = First;
            First = this;
            Count++;
        }
    }

    internal sealed class List<T>;
}

internal static class Registered
{
    public static readonly Registry.Entry One = new();
    public static readonly Registry.Entry Two = new();
}

internal static class Cell<T> where T : new()
{
    public static readonly T[] Values = [new T(), default!];
    public static readonly string Name = typeof(T) == typeof(int) ? "int" : typeof(T).IsValueType ? "value" : "reference";
}

internal static class Generics
{
    public static readonly int[] Ints = Cell<int>.Values;
    public static readonly string Names = Cell<int>.Name + Cell<List>.Name + Cell<object>.Name;
}

internal static class OnMachine
{
    public static readonly bool Is = Target.IsMachine;
    public static readonly nuint Size = ObjectMemory.InstanceSize<Node>();
}

internal static class ReadsDevice
{
    public static readonly uint Register = Mmio.Read32(0x1000);
}

internal static class UsesDevice
{
    public static readonly uint Twice = ReadsDevice.Register * 2;
}

internal static class RegistersThenFails
{
    public static readonly Registry.Entry Mine = new();
    public static readonly long Clock = Environment.TickCount64;
}

internal static class Throws
{
    public static readonly int Element = Memory.Primes[Memory.Primes.Length];
}

internal static unsafe class KeepsLocal
{
    public static int* Pointer;

    static KeepsLocal()
    {
        int local = 5;
        Pointer = &local;
    }
}

internal static class RunsForever
{
    public static readonly int Never = Loop();

    private static int Loop()
    {
        int count = 0;
        while (count >= 0)
            count = count + 1 & 0xff;
        return count;
    }
}
