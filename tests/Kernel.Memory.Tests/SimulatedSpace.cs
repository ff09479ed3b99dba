// What the tests of translations use in the place of an address space and a hart, and random histories of several of them.

using Xunit;

namespace Xv6.Kernel.Memory.Tests;

/// <summary>A page table that maps addresses to made-up frames.</summary>
internal sealed class SimulatedSpace
{
    private TranslationHistory _history;

    public SimulatedSpace() => Root = NewRoot();

    public Frame Root { get; private set; }

    public Dictionary<ulong, int> Table { get; } = [];

    public ref TranslationHistory History => ref _history;

    public void Set(ulong address, int frame) => Table[address] = frame;

    /// <summary>Shows another frame, or none (0).</summary>
    public void Change(ulong address, int frame)
    {
        if (!Table.Remove(address))
            return;
        if (frame != 0)
            Table[address] = frame;
        _history.Forget(new VirtualAddress(address), new VirtualAddress(address + VirtualAddress.PageSize));
    }

    public void Free(SimulatedHart hart)
    {
        hart.Leave(this);
        FrameAllocator.Release(Root);
    }

    /// <summary>The object is used for another address space.</summary>
    public void Recycle(SimulatedHart hart)
    {
        Table.Clear();
        Free(hart);
        _history.ForgetAll();
        Root = NewRoot();
    }

    private static Frame NewRoot()
    {
        Assert.True(FrameAllocator.TryAllocate(out Frame root, FrameCharge.Kernel));
        return root;
    }
}

internal sealed class SimulatedHart
{
    private HartTranslations<SimulatedTranslationCache> _translations;

    public SimulatedHart(int index, ulong numberMask, ulong mostNumbers = ulong.MaxValue)
    {
        Cache = new CacheState(numberMask);
        _translations = new HartTranslations<SimulatedTranslationCache>(index);
        SimulatedTranslationCache.Current = Cache;
        _translations.Start(KernelSpace.Root, mostNumbers);
    }

    public CacheState Cache { get; }

    public ref HartTranslations<SimulatedTranslationCache> Translations => ref _translations;

    public (int Pages, int AddressSpaces, int Everything) Forgotten
        => (Cache.PagesForgotten, Cache.AddressSpacesForgotten, Cache.EverythingForgotten);

    /// <summary>Goes to user mode in the address space; whatever the cache has for it must be right.</summary>
    public void Use(SimulatedSpace space)
    {
        SimulatedTranslationCache.Current = Cache;
        _translations.Use(space.Root, ref space.History);
        Assert.Equal(space.Root.Number, Cache.Root);
        Assert.True(Cache.Number < _translations.Numbers);
        foreach (((ulong number, ulong address), int frame) in Cache.Entries)
        {
            if (number == Cache.Number)
                Assert.Equal(space.Table.GetValueOrDefault(address), frame);
        }
    }

    public void Leave(SimulatedSpace space)
    {
        SimulatedTranslationCache.Current = Cache;
        _translations.Leave(space.Root);
    }

    /// <summary>Goes back to the kernel's table, whatever it uses.</summary>
    public void Stop()
    {
        SimulatedTranslationCache.Current = Cache;
        _translations.Leave(_translations.Root);
    }

    /// <summary>The cache remembers a page of the table that satp names, as hardware may at any time.</summary>
    public void Remember(ulong address, SimulatedSpace space)
    {
        if (space.Table.TryGetValue(address, out int frame))
            Cache.Entries[(Cache.Number, address)] = frame;
    }
}

/// <summary>Processes that move between harts and change their tables, while the caches remember what they can.</summary>
internal sealed class RandomHistory
{
    private const int Harts = 3;
    private const int Spaces = 6;
    private const int Pages = 5;

    private readonly Random _random;
    private readonly SimulatedHart[] _harts;
    private readonly SimulatedSpace[] _spaces;
    private readonly SimulatedHart[] _hartOf;
    private int _nextFrame = 1;

    public RandomHistory(int seed, ulong numberMask)
    {
        _random = new Random(seed);
        _harts = [.. Enumerable.Range(0, Harts).Select(i => new SimulatedHart(i, numberMask))];
        _spaces = [.. Enumerable.Range(0, Spaces).Select(_ => new SimulatedSpace())];
        _hartOf = [.. Enumerable.Range(0, Spaces).Select(_ => _harts[0])];
        foreach (SimulatedHart hart in _harts)
            hart.Cache.BeforeInstruction = Speculate;
    }

    public void Run(int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            int index = _random.Next(Spaces);
            SimulatedSpace space = _spaces[index];
            switch (_random.Next(12))
            {
                case < 4:
                    _hartOf[index] = _harts[_random.Next(Harts)];
                    _hartOf[index].Use(space);
                    break;
                case < 6:
                    space.Set(NewAddress(space), _nextFrame++);
                    break;
                case < 9:
                    Change(space);
                    _hartOf[index].Use(space);
                    break;
                case 9:
                    Change(space);
                    break;
                case 10:
                    space.History.ForgetAll();
                    break;
                default:
                    space.Recycle(_hartOf[index]);
                    break;
            }
            Speculate();
        }
        foreach (SimulatedHart hart in _harts)
            hart.Stop();
        foreach (SimulatedSpace space in _spaces)
            FrameAllocator.Release(space.Root);
    }

    // A page that is there keeps its frame: a new one would be a change.
    private ulong NewAddress(SimulatedSpace space)
    {
        ulong address = RandomAddress();
        for (int i = 0; i < Pages && space.Table.ContainsKey(address); i++)
            address = RandomAddress();
        space.Change(address, 0);
        return address;
    }

    private void Change(SimulatedSpace space)
    {
        for (int pages = _random.Next(1, 4); pages > 0; pages--)
        {
            ulong address = RandomAddress();
            SpeculateOn(space);
            space.Change(address, _random.Next(2) == 0 ? 0 : _nextFrame++);
            SpeculateOn(space);
        }
    }

    private void Speculate()
    {
        foreach (SimulatedSpace space in _spaces)
            SpeculateOn(space);
    }

    private void SpeculateOn(SimulatedSpace space)
    {
        foreach (SimulatedHart hart in _harts)
        {
            if (hart.Cache.Root == space.Root.Number && _random.Next(2) == 0)
                hart.Remember(RandomAddress(), space);
        }
    }

    private ulong RandomAddress() => (ulong)_random.Next(1, Pages + 1) * VirtualAddress.PageSize;
}
