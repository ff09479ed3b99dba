// Sorting against LINQ's stable sort.

namespace Xv6.Library.Tests;

public class SortingTests
{
    private readonly record struct Item(int Key, int Place);

    private readonly struct ByKey : IOrder<Item>
    {
        public static bool Precedes(in Item left, in Item right) => left.Key < right.Key;
    }

    [Fact]
    public void Sorts_stably_at_every_length()
    {
        Random random = new(7);
        for (int length = 0; length < 300; length++)
        {
            Item[] items = [.. Enumerable.Range(0, length).Select(place => new Item(random.Next(length / 2 + 1), place))];
            Item[] expected = [.. items.OrderBy(item => item.Key)];
            Sorting.Sort<Item, ByKey>(items);
            Assert.Equal(expected, items);
        }
    }
}
