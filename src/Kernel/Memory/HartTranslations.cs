// Which address space user addresses mean on a hart, and the numbers (ASIDs) that its translation cache tells address spaces apart by.
//
// Each hart gives out numbers of its own, one after the other, so harts need no agreement. A number is given once in a generation: nothing is
// cached under it yet, and a switch to it forgets nothing. When they are used up the next generation begins, with an empty cache. An address
// space that comes back finds its translations still there if its number is of this generation and nothing was taken away from it
// meanwhile, on whatever hart; else it gets a new number. Number 0 is the kernel's own table. A hart that has no numbers begins a
// generation at each switch.
//
// The kernel uses no user address. So what has to be forgotten waits until the hart goes to user mode, and a hart keeps the table of a
// process that left it until another process goes to user mode there. It holds a reference to that root table meanwhile.
//
// Only the hart itself uses it, with interrupts off or put off.

namespace Xv6.Kernel.Memory;

internal struct HartTranslations<TCache>(int hart) where TCache : struct, ITranslationCache
{
    private const ulong Sv39 = 8ul << 60;
    private const int NumberShift = 44;
    private const ulong NumberMask = 0xffff;

    private readonly int _hart = hart;
    private ulong _numbers;
    private ulong _next;
    private long _generation;

    /// <summary>The table that the hart uses.</summary>
    public Frame Root { get; private set; }

    /// <summary>How many numbers the hart's cache can tell apart; 1 = it has none.</summary>
    public readonly ulong Numbers => _numbers;

    /// <summary>Generations so far.</summary>
    public readonly long Generation => _generation;

    /// <summary>The value of satp for a root table.</summary>
    public static ulong SatpFor(Frame root, ulong number = 0) => Sv39 | number << NumberShift | root.Number;

    /// <summary>Begins with the kernel's table, and finds out how many numbers there are: bits that don't exist read as zero.</summary>
    /// <param name="kernelRoot">The kernel's own root table.</param>
    /// <param name="mostNumbers">Use no more than so many.</param>
    public void Start(Frame kernelRoot, ulong mostNumbers)
    {
        Root = kernelRoot;
        TCache.WriteSatp(SatpFor(kernelRoot, NumberMask));
        ulong largest = TCache.ReadSatp() >> NumberShift & NumberMask;
        _numbers = Math.Clamp(mostNumbers, 1, largest + 1);
        TCache.WriteSatp(SatpFor(kernelRoot));
        TCache.ForgetAll();
        _next = FirstNumber;
        _generation = 1;
    }

    /// <summary>User addresses mean this address space from now on, and nothing outdated is used for it.</summary>
    public void Use(Frame root, ref TranslationHistory history)
    {
        ref TranslationHistory.HartRecord record = ref history.Of(_hart);
        bool hasNumber = record.Generation == _generation;
        if (hasNumber && root == Root)
        {
            BringUpToDate(ref record, ref history);
            return;
        }
        bool isOver = false;
        if (!hasNumber || record.Version != history.Version)
        {
            isOver = _next >= _numbers;
            if (isOver)
                BeginGeneration();
            record.Generation = _generation;
            record.Number = _next++;
            history.MarkUpToDate(ref record);
        }
        SwitchTo(root, record.Number);

        // Only now: until the switch the hart may have cached more under the numbers of old.
        if (isOver)
            TCache.ForgetAll();
    }

    /// <summary>If the hart uses this table, it goes back to the kernel's own.</summary>
    public void Leave(Frame root)
    {
        if (root == Root)
            SwitchTo(KernelSpace.Root, 0);
    }

    private readonly ulong FirstNumber => _numbers == 1 ? 0ul : 1;

    private static void BringUpToDate(ref TranslationHistory.HartRecord record, ref TranslationHistory history)
    {
        if (record.Version == history.Version)
            return;
        if (history.IsOnePageBehind(in record, out VirtualAddress page))
            TCache.ForgetPage(page, record.Number);
        else
            TCache.ForgetAddressSpace(record.Number);
        history.MarkUpToDate(ref record);
    }

    private void BeginGeneration()
    {
        _generation++;
        _next = FirstNumber;
    }

    private void SwitchTo(Frame root, ulong number)
    {
        Frame before = Root;
        if (root == before)
        {
            TCache.WriteSatp(SatpFor(root, number));
            return;
        }
        if (root != KernelSpace.Root)
            FrameAllocator.AddReference(root);
        TCache.WriteSatp(SatpFor(root, number));
        Root = root;
        if (before != KernelSpace.Root)
            FrameAllocator.Release(before);
    }
}
