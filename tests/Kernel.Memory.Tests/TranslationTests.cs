// Numbers of address spaces and forgetting, on several harts with simulated translation caches.

using Xunit;

namespace Xv6.Kernel.Memory.Tests;

public sealed class TranslationTests : MachineTest
{
    private const ulong Page = VirtualAddress.PageSize;

    [Theory]
    [InlineData(0xffff, ulong.MaxValue, 65536)]
    [InlineData(0xff, ulong.MaxValue, 256)]
    [InlineData(0, ulong.MaxValue, 1)]
    [InlineData(0xffff, 3, 3)]
    public void FindsOutHowManyNumbersAHartHas(ulong mask, ulong most, ulong expected)
    {
        var hart = new SimulatedHart(0, mask, most);
        Assert.Equal(expected, hart.Translations.Numbers);
        Assert.Equal(0ul, hart.Cache.Number);
    }

    [Fact]
    public void AnAddressSpaceThatComesBackUnchangedFindsItsTranslations()
    {
        var hart = new SimulatedHart(0, 0xffff);
        SimulatedSpace first = new(), second = new();
        first.Set(Page, 1);
        hart.Use(first);
        hart.Remember(Page, first);
        ulong number = hart.Cache.Number;
        hart.Use(second);
        Assert.NotEqual(number, hart.Cache.Number);
        hart.Use(first);
        Assert.Equal(number, hart.Cache.Number);
        Assert.Equal(1, hart.Cache.Entries[(number, Page)]);
        Assert.Equal((0, 0, 1), hart.Forgotten);
        Free(hart, first, second);
    }

    [Fact]
    public void OnlyThePageThatChangedIsForgotten()
    {
        var hart = new SimulatedHart(0, 0xffff);
        var space = new SimulatedSpace();
        space.Set(Page, 1);
        space.Set(2 * Page, 2);
        hart.Use(space);
        hart.Remember(Page, space);
        hart.Remember(2 * Page, space);
        space.Change(Page, 3);
        space.Change(Page, 4);
        hart.Use(space);
        Assert.Equal((1, 0, 1), hart.Forgotten);
        Assert.Equal(2, Assert.Single(hart.Cache.Entries).Value);
        space.Change(Page, 5);
        space.Change(2 * Page, 6);
        hart.Use(space);
        Assert.Equal((1, 1, 1), hart.Forgotten);
        Free(hart, space);
    }

    [Fact]
    public void WhatChangedOnAnotherHartIsNotUsedAfterTheReturn()
    {
        SimulatedHart first = new(0, 0xffff), second = new(1, 0xffff);
        var space = new SimulatedSpace();
        space.Set(Page, 1);
        first.Use(space);
        first.Remember(Page, space);
        ulong number = first.Cache.Number;
        second.Use(space);
        space.Change(Page, 2);
        second.Use(space);
        first.Use(space);
        Assert.Equal((0, 1, 1), first.Forgotten);
        Assert.Empty(first.Cache.Entries);
        Assert.Equal(number, first.Cache.Number);
        second.Leave(space);
        Free(first, space);
    }

    [Theory]
    [InlineData(0ul)]
    [InlineData(1ul)]
    [InlineData(3ul)]
    [InlineData(0xfffful)]
    public void NothingOutdatedIsEverUsed(ulong numberMask)
    {
        for (int seed = 0; seed < 40; seed++)
            new RandomHistory(seed, numberMask).Run(2_000);
        AssertNothingLeaked();
    }

    private void Free(SimulatedHart hart, params SimulatedSpace[] spaces)
    {
        foreach (SimulatedSpace space in spaces)
            space.Free(hart);
        AssertNothingLeaked();
    }
}
