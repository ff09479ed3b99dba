// The regions of an address space, in order of their addresses, without overlap: a skip list, so that finding one of thousands takes a
// few steps, and going through all of them in order is trivial.
//
// Level 0 links all regions; each higher level links about every fourth of the level below. The address space's lock protects it.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Xv6.Kernel.Memory;

internal struct RegionSet
{
    private RegionLinks _first;
    private Region? _lastFound;
    private uint _random;

    // The levels that regions have been linked into so far.
    private int _levels;

    public int Count { get; private set; }

    public readonly Region? First => _first[0];

    /// <summary>The region that contains the address, or null.</summary>
    public Region? Find(VirtualAddress address)
    {
        if (FindFrom(address) is not { } region || region.Start > address)
            return null;
        _lastFound = region;
        return region;
    }

    /// <summary>The first region that ends above the address: the one that contains it, else the next one, else null.</summary>
    public readonly Region? FindFrom(VirtualAddress address)
    {
        if (_lastFound is { } last && last.Contains(address))
            return last;
        ref readonly RegionLinks links = ref _first;
        for (int level = _levels - 1; level >= 0; level--)
        {
            while (links[level] is { } next && next.End <= address)
                links = ref next.Links;
        }
        return links[0];
    }

    /// <summary>Adds a region, which must not overlap another.</summary>
    public void Insert(Region region)
    {
        int levels = RandomLevels();
        _levels = Math.Max(_levels, levels);
        ref RegionLinks links = ref _first;
        for (int level = _levels - 1; level >= 0; level--)
        {
            while (links[level] is { } next && next.Start < region.Start)
                links = ref next.Links;
            if (level >= levels)
                continue;
            region.Links[level] = links[level];
            links[level] = region;
        }
        _lastFound = region;
        Count++;
    }

    public void Remove(Region region)
    {
        ref RegionLinks links = ref _first;
        for (int level = _levels - 1; level >= 0; level--)
        {
            while (links[level] is { } next && next.Start < region.Start)
                links = ref next.Links;
            if (ReferenceEquals(links[level], region))
                links[level] = region.Links[level];
        }
        if (ReferenceEquals(_lastFound, region))
            _lastFound = null;
        Count--;
    }

    // 1 mostly, 2 for a quarter, 3 for a sixteenth ... (xorshift; any seed but 0 will do).
    private int RandomLevels()
    {
        if (_random == 0)
            _random = 2463534242;
        _random ^= _random << 13;
        _random ^= _random >> 17;
        _random ^= _random << 5;
        return Math.Min(BitOperations.TrailingZeroCount(_random) / 2 + 1, RegionLinks.Levels);
    }
}

/// <summary>For each level of the list the next region: of a region, or of the set for the first ones.</summary>
[InlineArray(Levels)]
internal struct RegionLinks
{
    /// <summary>Enough for 4^8 regions.</summary>
    public const int Levels = 8;

    private Region? _next;
}
