// Sorting without a comparison object: the order is a type, so the compiler sees through it.

namespace Xv6.Library;

/// <summary>An order of values.</summary>
public interface IOrder<T>
{
    /// <summary>True if the left value has to stand before the right one: false for equals.</summary>
    static abstract bool Precedes(in T left, in T right);
}

/// <summary>Sorting.</summary>
public static class Sorting
{
    private const int InsertionLength = 12;

    /// <summary>Sorts stably (equal values keep their order), with a copy of half the span as scratch memory.</summary>
    public static void Sort<T, TOrder>(Span<T> values) where TOrder : IOrder<T>
    {
        if (values.Length <= InsertionLength)
            SortByInsertion<T, TOrder>(values);
        else
            SortByMerging<T, TOrder>(values, new T[(values.Length + 1) / 2]);
    }

    private static void SortByMerging<T, TOrder>(Span<T> values, Span<T> scratch) where TOrder : IOrder<T>
    {
        if (values.Length <= InsertionLength)
        {
            SortByInsertion<T, TOrder>(values);
            return;
        }
        int middle = values.Length / 2;
        SortByMerging<T, TOrder>(values[..middle], scratch);
        SortByMerging<T, TOrder>(values[middle..], scratch);
        if (!TOrder.Precedes(values[middle], values[middle - 1]))
            return;
        values[..middle].CopyTo(scratch);
        Merge<T, TOrder>(scratch[..middle], values[middle..], values);
    }

    /// <summary>The right half may be the end of the target: it is read before it is overwritten.</summary>
    private static void Merge<T, TOrder>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<T> target) where TOrder : IOrder<T>
    {
        int l = 0;
        int r = 0;
        for (int i = 0; l < left.Length; i++)
            target[i] = r < right.Length && TOrder.Precedes(right[r], left[l]) ? right[r++] : left[l++];
    }

    private static void SortByInsertion<T, TOrder>(Span<T> values) where TOrder : IOrder<T>
    {
        for (int i = 1; i < values.Length; i++)
        {
            T value = values[i];
            int place = i;
            for (; place > 0 && TOrder.Precedes(value, values[place - 1]); place--)
                values[place] = values[place - 1];
            values[place] = value;
        }
    }
}
