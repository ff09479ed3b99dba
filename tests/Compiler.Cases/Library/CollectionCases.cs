// The parts of the base class library's collections and helpers that compile.

using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Xv6.Compiler.Cases.Library;

public static class CollectionCases
{
    public static void ListOfIntegers()
    {
        List<int> list = [];
        for (int index = 0; index < 20; index++)
            list.Add(index * 3);
        list[4] = 100;
        list.RemoveAt(0);
        Output.Add(list.Count);
        int sum = 0;
        foreach (int value in list)
            sum += value;
        Output.Add(sum);
    }

    public static void ListOfReferences()
    {
        List<string> list = ["a", "b"];
        list.Add("c");
        list.Insert(1, "x");
        Output.Add(list.IndexOf("c"));
        Output.Add(list[1]);
        Output.Add(list.Contains("q"));
    }

    public static void ListIndexOutOfRange()
    {
        List<int> list = [1, 2];
        Output.Add(list[Opaque.Of(1)]);
        Output.Add(list[Opaque.Of(2)]);
    }

    public static void DictionaryOfStrings()
    {
        Dictionary<string, int> counts = new() { ["a"] = 1 };
        counts["b"] = Opaque.Of(2);
        counts["a"]++;
        foreach ((string key, int count) in counts)
        {
            Output.Add(key);
            Output.Add(count);
        }
    }

    public static void DictionaryWithoutTheKey() => Output.Add(new Dictionary<int, int>()[Opaque.Of(5)]);

    public static void SetOfIntegers()
    {
        HashSet<int> numbers = [1, 2, 2, Opaque.Of(3)];
        Output.Add(numbers.Count);
        Output.Add(numbers.Contains(3));
    }

    public static void DictionaryOfIntegers()
    {
        Dictionary<int, long> dictionary = [];
        for (int index = 0; index < 50; index++)
            dictionary[index * 7] = index;
        Output.Add(dictionary.Count);
        Output.Add(dictionary[Opaque.Of(21)]);
        Output.Add(dictionary.TryGetValue(22, out _));
        Output.Add(dictionary.Remove(7));
        Output.Add(dictionary.ContainsKey(7));
    }

    public static void StackAndQueue()
    {
        Queue<int> queue = new();
        Stack<int> stack = new();
        for (int index = 0; index < 10; index++)
        {
            queue.Enqueue(index);
            stack.Push(index);
        }
        Output.Add(queue.Dequeue() * 100 + stack.Pop());
        Output.Add(queue.Count + stack.Count);
    }

    public static void SpanExtensions()
    {
        Span<int> values = [5, 3, 8, 1, 9];
        Output.Add(values.IndexOf(8));
        Output.Add(values.Contains(7));
        Output.Add(values.IndexOfAny(1, 9));
        values.Reverse();
        Output.Add(values[0]);
        Output.Add(values.SequenceEqual([9, 1, 8, 3, 5]));
        Output.Add(values.LastIndexOf(3));
        Output.Add(values.IndexOfAnyInRange(4, 6));
    }

    public static void SortSpans()
    {
        Span<long> values = stackalloc long[40];
        ulong state = 12345;
        foreach (ref long value in values)
            value = (long)(state = state * 6364136223846793005 + 1442695040888963407) >> 40;
        values.Sort(static (left, right) => left.CompareTo(right));
        foreach (long value in values)
            Output.Add(value);
    }

    public static void SortStructs()
    {
        Span<(int Key, int Value)> pairs = [(3, 1), (1, 2), (2, 3), (1, 1)];
        pairs.Sort(static (left, right) => left.Key != right.Key ? left.Key - right.Key : left.Value - right.Value);
        foreach ((int key, int value) in pairs)
            Output.Add(key * 10 + value);
    }

    public static void HashCodeIsStableInARun()
    {
        Output.Add(5.GetHashCode());
        Output.Add((-5L).GetHashCode());
        Output.Add('x'.GetHashCode());
        Output.Add(true.GetHashCode());
        Output.Add(((byte)7).GetHashCode());
        Output.Add(1.5.GetHashCode());
    }

    public static void CompareTo()
    {
        Output.Add(5.CompareTo(Opaque.Of(7)));
        Output.Add(true.CompareTo(false));
        Output.Add(1.5.CompareTo(double.NaN));
        Output.Add('a'.CompareTo('b') < 0);
    }

    public static void IndexAndRange()
    {
        Index last = ^1;
        System.Range middle = 1..^1;
        Output.Add(last.GetOffset(10));
        (int offset, int length) = middle.GetOffsetAndLength(Opaque.Of(10));
        Output.Add(offset);
        Output.Add(length);
    }

    public static void MarshalReferences()
    {
        int[] values = [1, 2, 3];
        ref int first = ref MemoryMarshal.GetArrayDataReference(values);
        Unsafe.Add(ref first, 1) = 20;
        Output.Add(values[1]);
        Span<int> span = MemoryMarshal.CreateSpan(ref values[1], 2);
        span[1] = 30;
        Output.Add(values[2]);
    }

    public static void TimeSpans()
    {
        TimeSpan time = TimeSpan.FromTicks(Opaque.Of(123456789L));
        Output.Add(time.Ticks);
        Output.Add(time.Seconds);
        Output.Add((time + TimeSpan.FromTicks(1)).Ticks);
    }

    public static void GuidLikeStruct()
    {
        Guid guid = new(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, (byte)Opaque.Of(11));
        Output.Add(guid == new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
    }
}
