// Kernels over arrays, as ../C/arrays.c.

namespace Xv6.CompilerBench.Kernels;

public static class ArrayKernels
{
    private const int Size = 32;

    private static readonly int[] s_values = new int[2048];
    private static readonly bool[] s_composite = new bool[20000];
    private static readonly uint[] s_table = new uint[256];
    private static readonly byte[] s_data = new byte[4096];
    private static readonly int[] s_counts = new int[256];
    private static readonly double[] s_left = new double[Size * Size];
    private static readonly double[] s_right = new double[Size * Size];
    private static readonly double[] s_product = new double[Size * Size];

    [Export("kernel_sort")]
    public static long Sort()
    {
        Numbers numbers = new(5);
        foreach (ref int value in s_values.AsSpan())
            value = (int)numbers.Next();
        Quicksort(s_values, 0, s_values.Length - 1);
        long total = 0;
        foreach (int value in s_values)
            total = total * 3 + value;
        return total;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Quicksort(Span<int> items, int low, int high)
    {
        while (low < high)
        {
            int pivot = items[(low + high) / 2];
            int left = low;
            int right = high;
            while (left <= right)
            {
                while (items[left] < pivot)
                    left++;
                while (items[right] > pivot)
                    right--;
                if (left <= right)
                {
                    (items[left], items[right]) = (items[right], items[left]);
                    left++;
                    right--;
                }
            }
            if (right - low < high - left)
            {
                Quicksort(items, low, right);
                low = left;
            }
            else
            {
                Quicksort(items, left, high);
                high = right;
            }
        }
    }

    [Export("kernel_sieve")]
    public static long Sieve()
    {
        bool[] composite = s_composite;
        composite.AsSpan().Clear();
        long count = 0;
        for (int candidate = 2; candidate < composite.Length; candidate++)
        {
            if (composite[candidate])
                continue;
            count++;
            for (int multiple = candidate * 2; multiple < composite.Length; multiple += candidate)
                composite[multiple] = true;
        }
        return count;
    }

    [Export("kernel_crc32")]
    public static long Crc32()
    {
        for (uint index = 0; index < s_table.Length; index++)
        {
            uint entry = index;
            for (int bit = 0; bit < 8; bit++)
                entry = (entry & 1) != 0 ? entry >> 1 ^ 0xedb88320 : entry >> 1;
            s_table[index] = entry;
        }
        Fill(new Numbers(7));
        long total = 0;
        for (int round = 0; round < 20; round++)
            total += Crc(s_data.AsSpan(round));
        return total;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint value = ~0u;
        foreach (byte next in bytes)
            value = s_table[(byte)(value ^ next)] ^ value >> 8;
        return ~value;
    }

    [Export("kernel_histogram")]
    public static long Histogram()
    {
        s_counts.AsSpan().Clear();
        Fill(new Numbers(11));
        for (int round = 0; round < 20; round++)
            Count(s_data, s_counts);
        long total = 0;
        foreach (int count in s_counts)
            total = total * 7 + count;
        return total;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Count(ReadOnlySpan<byte> bytes, Span<int> into)
    {
        foreach (byte value in bytes)
            into[value]++;
    }

    [Export("kernel_matrix")]
    public static long Matrix()
    {
        Numbers numbers = new(13);
        for (int index = 0; index < Size * Size; index++)
        {
            s_left[index] = numbers.Next() % 100;
            s_right[index] = numbers.Next() % 100;
        }
        double total = 0;
        for (int round = 0; round < 4; round++)
        {
            Multiply(s_left, s_right, s_product);
            total += s_product[round * 33];
        }
        return (long)total;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Multiply(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> product)
    {
        for (int row = 0; row < Size; row++)
        {
            for (int column = 0; column < Size; column++)
            {
                double sum = 0;
                for (int index = 0; index < Size; index++)
                    sum += left[row * Size + index] * right[index * Size + column];
                product[row * Size + column] = sum;
            }
        }
    }

    private static void Fill(Numbers numbers)
    {
        foreach (ref byte value in s_data.AsSpan())
            value = (byte)numbers.Next();
    }
}
