// What one process must see: a value for each page that was written, and what an untouched page begins with.

using Xv6.Machine.Abi;

namespace Xv6.Kernel.Memory.Tests;

internal sealed class ModelProcess(SimulatedProgram program)
{
    private const ulong Page = VirtualAddress.PageSize;

    private readonly Dictionary<ulong, ModelPage> _pages = [];
    private readonly List<ulong> _order = [];

    public SimulatedProgram Program { get; } = program;

    public IEnumerable<ulong> Pages => _pages.Keys;

    public bool Contains(ulong page) => _pages.ContainsKey(page);

    public bool IsWritable(ulong page) => _pages[page].IsWritable;

    public ulong Expected(ulong page) => _pages[page].Value;

    public void Set(ulong page, ulong value) => _pages[page] = _pages[page] with { Value = value };

    public bool TryPick(Random random, out ulong page)
    {
        // Pages that are gone stay in the list until they are met.
        while (_order.Count > 0)
        {
            int index = random.Next(_order.Count);
            page = _order[index];
            if (_pages.ContainsKey(page))
                return true;
            _order[index] = _order[^1];
            _order.RemoveAt(_order.Count - 1);
        }
        page = 0;
        return false;
    }

    /// <summary>The heap ended at one page-aligned address, and ends at another one now.</summary>
    public void SetHeap(ulong start, ulong end, ulong endBefore)
    {
        for (ulong page = Math.Max(start, endBefore); page < end; page += Page)
            Add(page, new ModelPage(0, true));
        for (ulong page = Math.Max(start, end); page < endBefore; page += Page)
            _pages.Remove(page);
    }

    public void Map(ulong start, ulong pages, bool writable, ulong? firstFilePage)
    {
        for (ulong i = 0; i < pages; i++)
            Add(start + i * Page, new ModelPage(firstFilePage is { } first ? PatternBacking.ValueOf(first + i) : 0, writable));
    }

    public void Unmap(ulong start, ulong pages)
    {
        for (ulong i = 0; i < pages; i++)
            _pages.Remove(start + i * Page);
    }

    public bool Overlaps(ulong start, ulong pages)
    {
        for (ulong i = 0; i < pages; i++)
        {
            if (_pages.ContainsKey(start + i * Page))
                return true;
        }
        return false;
    }

    /// <summary>An unmap failed half-way: a page is as it was, or gone, or untouched again if its region is still there.</summary>
    public void Resynchronize(ulong start, ulong pages)
    {
        for (ulong page = start; page < start + pages * Page; page += Page)
        {
            if (!Contains(page))
                continue;
            if (Program.TryRead(page, out ulong value) == ErrorNumber.BadAddress)
                _pages.Remove(page);
            else
                Set(page, value);
        }
    }

    /// <summary>A shrink of the heap failed half-way: what the pages contain is no longer known, but they are there.</summary>
    public void Forget(ulong start, ulong end) => Resynchronize(start, (end - start) / Page);

    public ModelProcess Copy(SimulatedProgram program)
    {
        var copy = new ModelProcess(program);
        foreach ((ulong page, ModelPage content) in _pages)
            copy.Add(page, content);
        return copy;
    }

    private void Add(ulong page, ModelPage content)
    {
        _pages[page] = content;
        _order.Add(page);
    }

    private readonly record struct ModelPage(ulong Value, bool IsWritable);
}
