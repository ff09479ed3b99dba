// The harts that have come up. Filled during boot, one hart after the other; after that it is constant.

using Xv6.Kernel.Foundation;

namespace Xv6.Kernel.Processes;

public static class HartTable
{
    private static readonly Hart[] s_harts = CreateHarts();
    private static int s_count;

    public static int Count => Volatile.Read(ref s_count);

    public static Hart At(int index) => s_harts[index];

    /// <summary>The object of the next hart, not yet counted.</summary>
    internal static Hart Next => s_harts[s_count];

    /// <summary>The hart behind <see cref="Next"/> runs.</summary>
    internal static void CountNext() => Volatile.Write(ref s_count, s_count + 1);

    private static Hart[] CreateHarts()
    {
        var harts = new Hart[Limits.Harts];
        for (int i = 0; i < harts.Length; i++)
            harts[i] = new Hart { Index = i };
        return harts;
    }
}
