// A few processes that fork, touch, move their breaks, map and unmap, exec and exit at random, and a model of what they must see.

using Xunit;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Memory.Tests;

internal sealed class RandomWorkload(int seed)
{
    private const ulong Page = VirtualAddress.PageSize;
    private const ulong HeapStart = 0x1f_0000;
    private const ulong MappingArea = 0x4000_0000;
    private const int MaximumProcesses = 6;

    private readonly Random _random = new(seed);
    private readonly PatternBacking _backing = new();
    private readonly List<ModelProcess> _processes = [];

    public void Step()
    {
        if (_processes.Count == 0 && !TryStart())
            return;
        ModelProcess process = _processes[_random.Next(_processes.Count)];
        switch (_random.Next(100))
        {
            case < 40:
                Write(process);
                break;
            case < 65:
                Read(process);
                break;
            case < 75:
                Break(process);
                break;
            case < 80:
                Map(process);
                break;
            case < 84:
                Unmap(process);
                break;
            case < 90:
                Fork(process);
                break;
            case < 94:
                Exit(process);
                break;
            case < 96:
                Exec(process);
                break;
            case < 98:
                OutOfRange(process);
                break;
            default:
                Reclaimers.Reclaim((ulong)_random.Next(50));
                break;
        }
    }

    /// <summary>Compares every page of every process.</summary>
    public void CheckAll()
    {
        foreach (ModelProcess process in _processes)
        {
            foreach (ulong page in process.Pages)
            {
                if (process.Program.TryRead(page, out ulong value) == ErrorNumber.None)
                    Assert.Equal(process.Expected(page), value);
            }
        }
    }

    public void End()
    {
        while (_processes.Count > 0)
            Exit(_processes[0]);
        _backing.Release();
        _backing.ReleasePages();
    }

    private bool TryStart()
    {
        if (!AddressSpace.Create(1).TryGet(out AddressSpace? space, out _))
            return false;
        space.SetHeapStart(new VirtualAddress(HeapStart));
        _processes.Add(new ModelProcess(new SimulatedProgram(space)));
        return true;
    }

    private void Write(ModelProcess process)
    {
        if (!process.TryPick(_random, out ulong page))
            return;
        ulong value = (ulong)_random.NextInt64();
        int count = _random.Next(4) == 0 ? 40 : 1;
        for (int i = 0; i < count && process.Contains(page); i++, page += Page, value++)
        {
            bool allowed = process.IsWritable(page);
            ErrorNumber error = process.Program.TryWrite(page, value);
            if (!allowed)
                Assert.Equal(ErrorNumber.BadAddress, error);
            else if (error == ErrorNumber.None)
                process.Set(page, value);
            else
                Assert.Equal(ErrorNumber.OutOfMemory, error);
        }
    }

    private void Read(ModelProcess process)
    {
        if (!process.TryPick(_random, out ulong page))
            return;
        ErrorNumber error = process.Program.TryRead(page, out ulong value);
        if (error == ErrorNumber.None)
            Assert.Equal(process.Expected(page), value);
        else
            Assert.Equal(ErrorNumber.OutOfMemory, error);
    }

    private void Break(ModelProcess process)
    {
        long pages = _random.Next(3) switch { 0 => 1, 1 => _random.Next(20), _ => _random.Next(1200) };
        long delta = pages * (long)Page * (_random.Next(2) == 0 ? 1 : -1) + _random.Next(100);
        ulong before = process.Program.Space.HeapEnd.Value;
        bool succeeded = !process.Program.Space.SetBreak(delta, _random.Next(2) == 0).IsError;
        ulong after = process.Program.Space.HeapEnd.Value;
        bool changes = succeeded && (delta >= 0 || (ulong)-delta <= before - HeapStart);
        if (succeeded)
            Assert.Equal(changes ? before + (ulong)delta : before, after);
        if (!succeeded && delta < 0)
            process.Forget(Up(before + (ulong)delta), Up(before));
        process.SetHeap(HeapStart, Up(after), changes ? Up(before) : Up(after));
    }

    private void Map(ModelProcess process)
    {
        ulong start = MappingArea + (ulong)_random.Next(1500) * Page;
        ulong pages = (ulong)_random.Next(1, 40);
        bool writable = _random.Next(3) > 0;
        bool isFile = _random.Next(2) == 0;
        Protection protection = writable ? Protection.Read | Protection.Write : Protection.Read;
        ulong first = (ulong)_random.Next(60);
        Backing backing = isFile ? _backing : ZeroBacking.Instance;
        ErrorNumber error = process.Program.Space.Map(new VirtualAddress(start), pages * Page, protection, backing, first);
        bool overlaps = process.Overlaps(start, pages);
        if (overlaps)
            Assert.Equal(ErrorNumber.FileExists, error);
        else if (error == ErrorNumber.None)
            process.Map(start, pages, writable, isFile ? first : null);
        else
            Assert.Equal(ErrorNumber.OutOfMemory, error);
    }

    private void Unmap(ModelProcess process)
    {
        ulong start = MappingArea + (ulong)_random.Next(1500) * Page;
        ulong pages = (ulong)_random.Next(1, 60);
        ErrorNumber error = process.Program.Space.Unmap(new VirtualAddress(start), pages * Page);
        if (error == ErrorNumber.None)
            process.Unmap(start, pages);
        else
            process.Resynchronize(start, pages);
    }

    private void Fork(ModelProcess process)
    {
        if (_processes.Count == MaximumProcesses)
            return;
        if (process.Program.Space.Fork(_processes.Count).TryGet(out AddressSpace? space, out ErrorNumber error))
            _processes.Add(process.Copy(new SimulatedProgram(space)));
        else
            Assert.Equal(ErrorNumber.OutOfMemory, error);
    }

    private void Exit(ModelProcess process)
    {
        _processes.Remove(process);
        process.Program.Space.Release();
    }

    private void Exec(ModelProcess process)
    {
        Exit(process);
        TryStart();
    }

    private void OutOfRange(ModelProcess process)
    {
        ulong address = (ulong)_random.NextInt64() & ~7ul;
        if (!process.Contains(address & ~(Page - 1)) && (address & ~(Page - 1)) != MemoryMap.UserInformationPage)
            Assert.Equal(ErrorNumber.BadAddress, process.Program.TryWrite(address, 1));
    }

    private static ulong Up(ulong address) => (address + Page - 1) & ~(Page - 1);
}
