// Sorting without a comparison: the base class library finds one by reflection, which doesn't exist here.

using Xv6.Machine.Compilation;

namespace Xv6.Library;

internal static class Sorts
{
    [Replaces("System.MemoryExtensions", "Sort")]
    private static void Sort<T>(Span<T> values) => values.Sort(Comparer<T>.Default.Compare);

    [Replaces("System.Array", "Sort")]
    private static void Sort<T>(T[] values) => Sort(values.AsSpan());

    /// <summary>What <see cref="List{T}"/> sorts with.</summary>
    [Replaces("System.Array", "Sort")]
    private static void Sort<T>(T[] values, int index, int length, IComparer<T>? comparer)
        => values.AsSpan(index, length).Sort((comparer ?? Comparer<T>.Default).Compare);
}
