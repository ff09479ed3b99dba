// The regions of an address space, in order of their addresses, without overlap: a skip list, so that finding one of thousands takes a
// few steps, and going through all of them in order is trivial.
//
// Level 0 links all regions; each higher level links about every fourth of the level below. The address space's lock protects it.

using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Xv6.Kernel.Memory;

internal struct RegionSet
{
    private Links _heads;
    private Region? _lastFound;
    private uint _random;

    // The levels that regions have been linked into so far.
    private int _levels;

    public int Count { get; private set; }

    public readonly Region? First => _heads[0];

    /// <summary>The region that contains the address, or null.</summary>
    public Region? Find(VirtualAddress address)
    {
        if (_lastFound is { } last && last.Contains(address))
            return last;
        if (FindFrom(address) is not { } region || region.Start > address)
            return null;
        _lastFound = region;
        return region;
    }

    /// <summary>The first region that ends above the address: the one that contains it, else the next one, else null.</summary>
    public readonly Region? FindFrom(VirtualAddress address)
    {
        Region? before = null;
        for (int level = _levels - 1; level >= 0; level--)
        {
            while (NextOf(before, level) is { } next && next.End <= address)
                before = next;
        }
        return NextOf(before, 0);
    }

    /// <summary>Adds a region, which must not overlap another.</summary>
    public void Insert(Region region)
    {
        int levels = RandomLevel() + 1;
        _levels = Math.Max(_levels, levels);
        Predecessors(region.Start, out Links before);
        for (int level = 0; level < levels; level++)
        {
            ref Region? link = ref LinkAfter(before[level], level);
            region.Next(level) = link;
            link = region;
        }
        Count++;
    }

    public void Remove(Region region)
    {
        Predecessors(region.Start, out Links before);
        for (int level = 0; level < _levels; level++)
        {
            ref Region? link = ref LinkAfter(before[level], level);
            if (!ReferenceEquals(link, region))
                break;
            link = region.Next(level);
        }
        if (ReferenceEquals(_lastFound, region))
            _lastFound = null;
        Count--;
    }

    private readonly Region? NextOf(Region? region, int level) => region is null ? _heads[level] : region.Next(level);

    [UnscopedRef]
    private ref Region? LinkAfter(Region? region, int level)
    {
        if (region is null)
            return ref _heads[level];
        return ref region.Next(level);
    }

    // On each level the last region that starts below the address; null = the head.
    private readonly void Predecessors(VirtualAddress start, out Links before)
    {
        before = default;
        Region? region = null;
        for (int level = _levels - 1; level >= 0; level--)
        {
            while (NextOf(region, level) is { } next && next.Start < start)
                region = next;
            before[level] = region;
        }
    }

    // 0 mostly, 1 for a quarter, 2 for a sixteenth ... (xorshift; any seed but 0 will do).
    private int RandomLevel()
    {
        if (_random == 0)
            _random = 2463534242;
        _random ^= _random << 13;
        _random ^= _random >> 17;
        _random ^= _random << 5;
        return Math.Min(BitOperations.TrailingZeroCount(_random) / 2, Region.Levels - 1);
    }

    [InlineArray(Region.Levels)]
    private struct Links
    {
        private Region? _first;
    }
}
