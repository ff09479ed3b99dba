// The ordered set of regions against a sorted dictionary.

using Xunit;

namespace Xv6.Kernel.Memory.Tests;

public class RegionSetTests : MachineTest
{
    [Fact]
    public void AgreesWithASortedDictionary()
    {
        var random = new Random(5);
        var set = default(RegionSet);
        var model = new SortedDictionary<ulong, Region>();
        for (int i = 0; i < 50_000; i++)
        {
            ulong page = (ulong)random.Next(5000);
            var start = new VirtualAddress(page * VirtualAddress.PageSize);
            if (random.Next(2) == 0 && !model.ContainsKey(page))
            {
                Region region = Region.TryCreate(
                    start, start + VirtualAddress.PageSize, Protection.Read, RegionFlags.None, ZeroBacking.Instance, 0)!;
                set.Insert(region);
                model.Add(page, region);
            }
            else if (model.Remove(page, out Region? removed))
            {
                set.Remove(removed);
                removed.Free();
            }
            ulong wanted = (ulong)random.Next(5000);
            var address = new VirtualAddress(wanted * VirtualAddress.PageSize + (ulong)random.Next(4096));
            Assert.Same(model.GetValueOrDefault(wanted), set.Find(address));
            Assert.Equal(model.Count, set.Count);
            if (i % 1000 == 0)
                AssertSameOrder(set, model);
        }
    }

    [Fact]
    public void FindsTheFirstRegionThatEndsAboveAnAddress()
    {
        var set = default(RegionSet);
        Region low = Add(ref set, 0x1000, 0x3000);
        Region high = Add(ref set, 0x8000, 0x9000);
        Assert.Same(low, set.FindFrom(new VirtualAddress(0)));
        Assert.Same(low, set.FindFrom(new VirtualAddress(0x2fff)));
        Assert.Same(high, set.FindFrom(new VirtualAddress(0x3000)));
        Assert.Null(set.FindFrom(new VirtualAddress(0x9000)));
    }

    private static Region Add(ref RegionSet set, ulong start, ulong end)
    {
        Region region = Region.TryCreate(
            new VirtualAddress(start), new VirtualAddress(end), Protection.Read, RegionFlags.None, ZeroBacking.Instance, 0)!;
        set.Insert(region);
        return region;
    }

    private static void AssertSameOrder(in RegionSet set, SortedDictionary<ulong, Region> model)
    {
        Region? region = set.First;
        foreach (Region expected in model.Values)
        {
            Assert.Same(expected, region);
            region = region!.Following;
        }
        Assert.Null(region);
    }
}
