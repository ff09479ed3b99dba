// What the compiler knows of Xv6.Machine: device registers, fences, objects in memory of one's own.

using Xv6.Machine;

namespace Xv6.Compiler.Cases.Library;

public static unsafe class MachineCases
{
    public static void RegisterReadsAndWrites()
    {
        ulong* registers = stackalloc ulong[2] { 0x1122334455667788, 0 };
        nuint address = (nuint)registers;
        Output.Add(Mmio.Read8(address + 1));
        Output.Add(Mmio.Read16(address + 2));
        Output.Add(Mmio.Read32(address + 4));
        Output.Add(Mmio.Read64(address));
        Mmio.Write8(address, 0xff);
        Mmio.Write16(address + 2, 0xeeee);
        Mmio.Write32(address + 4, 0xdddddddd);
        Output.Add(registers[0]);
        Mmio.Write64(address + 8, ulong.MaxValue);
        Output.Add(registers[1]);
    }

    public static void EveryPollReadsAgain()
    {
        uint* register = stackalloc uint[1] { 3 };
        int polls = 0;
        while (Mmio.Read32((nuint)register) != 0)
        {
            polls++;
            Mmio.Write32((nuint)register, *register - 1);
        }
        Output.Add(polls);
    }

    public static void FencesChangeNothing()
    {
        int value = Opaque.Of(5);
        Fence.Full();
        value++;
        Fence.BeforeDeviceWrite();
        value++;
        Fence.AfterDeviceRead();
        Fence.Instructions();
        Output.Add(value);
    }

    public static void ObjectInOwnMemory()
    {
        Record record = ObjectMemory.Initialize<Record>(Memory());
        Output.Add(record.Number);
        Output.Add(record.Text);
        record.Number = 8;
        Output.Add(record.Describe());
    }

    public static void ObjectInOwnMemoryHasItsType()
    {
        object instance = ObjectMemory.Initialize<Special>(Memory());
        Output.Add(instance is Record);
        Output.Add(instance is Special);
        Output.Add(((Record)instance).Describe());
    }

    public static void SizeCoversTheFields()
    {
        Output.Add(ObjectMemory.InstanceSize<Record>() >= 24);
        Output.Add(ObjectMemory.InstanceSize<Special>() >= 32);
        Output.Add((ulong)ObjectMemory.InstanceSize<Special>() % 8);
    }

    public static void AddressesDiffer()
    {
        Record first = new();
        Record second = new();
        Output.Add(ObjectMemory.AddressOf(first) == ObjectMemory.AddressOf(first));
        Output.Add(ObjectMemory.AddressOf(first) != ObjectMemory.AddressOf(second));
    }

    public static void PoolOfObjects()
    {
        Pool<Record> pool = new(3);
        Record first = pool.Take()!;
        Record second = pool.Take()!;
        Output.Add(ReferenceEquals(first, second));
        pool.Give(first);
        Output.Add(ReferenceEquals(pool.Take(), first));
        _ = pool.Take();
        Output.Add(pool.Take() is null);
    }

    private static nuint Memory() => Target.IsMachine ? AlignedMemory() : 0;

    /// <summary>Zeroed memory that no one else uses: an array's elements, from the first multiple of 16 on.</summary>
    private static nuint AlignedMemory()
    {
        byte[] memory = new byte[512];
        fixed (byte* start = memory)
            return ((nuint)start + 15) & ~(nuint)15;
    }

    private class Record
    {
        public int Number { get; set; } = 7;

        public string Text { get; } = "made";

        public virtual int Describe() => Number * 10;
    }

    private sealed class Special : Record
    {
        private readonly long _extra = 5;

        public override int Describe() => (int)(Number * 100 + _extra);
    }

    private sealed class Pool<T> where T : class, new()
    {
        private readonly T?[] _free;
        private int _count;

        public Pool(int size)
        {
            _free = new T?[size];
            for (int index = 0; index < size; index++)
                Give(ObjectMemory.Initialize<T>(Memory()));
        }

        public T? Take() => _count == 0 ? null : _free[--_count];

        public void Give(T item) => _free[_count++] = item;
    }
}
