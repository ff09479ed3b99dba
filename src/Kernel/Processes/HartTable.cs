// The harts that have come up. Filled during boot; after that it only grows.

using System.Runtime.CompilerServices;
using Xv6.Kernel.Foundation;

namespace Xv6.Kernel.Processes;

public static class HartTable
{
    private static Slots s_harts;
    private static int s_count;

    public static int Count => Volatile.Read(ref s_count);

    public static Hart At(int index) => s_harts[index]!;

    internal static void Add(Hart hart)
    {
        hart.Index = s_count;
        s_harts[s_count] = hart;
        Volatile.Write(ref s_count, s_count + 1);
    }

    [InlineArray(Limits.Harts)]
    private struct Slots
    {
        private Hart? _first;
    }
}
