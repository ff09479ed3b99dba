// Kernel stacks: 24 KiB each, at addresses of their own, with two unmapped pages below that catch an overflow.
//
//   slot of 32 KiB:  | guard, 8 KiB | stack, 24 KiB |     aligned to its size
//
// A trap on a full stack can't store anything there, and would trap again for ever: trap_entry (Trap.S) sees from two bits of the stack
// pointer that it lies in a guard, and panics on a stack that is kept for that.
//
// A freed stack stays mapped and is reused; under pressure the frames of free stacks go back. Other harts may then still remember the old
// mapping. That does no harm as long as nobody uses those addresses, so the flush is put off until the addresses are used
// again: TranslationFence makes sure of it. Both ends are rare.
//
// Each hart has a list of free stacks that are mapped, so that harts that fork don't meet; one whose list is empty takes from the others'.
// s_lock protects the list of unmapped slots, and the lock of a hart's list that list. A slot is in one list at most.

using Xv6.Kernel.Foundation;
using Xv6.Kernel.Processes;
using Xv6.Kernel.Synchronization;

namespace Xv6.Kernel.Memory;

/// <summary>A kernel stack, or more exactly the place for one.</summary>
public readonly record struct KernelStack
{
    // Known to Trap.S.
    private const ulong SlotBytes = 32 * 1024;
    private const int PagesPerStack = Limits.KernelStackBytes / (int)VirtualAddress.PageSize;
    private const int SlotCount = Limits.Processes + 2 * Limits.Harts;

    private static readonly Slot[] s_slots = new Slot[SlotCount];
    private static readonly StackReclaimer s_reclaimer = new();
    private static SpinLock s_lock = new(LockOrder.KernelSpace);

    private static readonly FreeStacks[] s_mapped = CreateLists();

    // Head of the list of unmapped slots, as index + 1; 0 ends a list.
    private static int s_firstUnmapped;
    private static int s_inUse;
    private static int s_neverUsed;

    private readonly int _slot;

    private KernelStack(int slot) => _slot = slot;

    /// <summary>One past its highest byte: the initial stack pointer.</summary>
    public VirtualAddress Top => new(MemoryMap.KernelStacks + ((ulong)_slot + 1) * SlotBytes);

    /// <summary>Its lowest byte. Below is the guard.</summary>
    public VirtualAddress Bottom => new(Top.Value - Limits.KernelStackBytes);

    /// <summary>Takes a stack with undefined content. Call it with no spin lock held.</summary>
    public static Result<KernelStack> Allocate()
    {
        if (!TryTakeMapped(out KernelStack stack))
        {
            if (!TryTakeUnmapped(out stack))
                return Machine.Abi.ErrorNumber.TryAgain;
            TranslationFence.WaitFor(s_slots[stack._slot].UnmappedAt);
            if (!stack.TryMap())
            {
                stack.ReturnUnmapped();
                return Machine.Abi.ErrorNumber.OutOfMemory;
            }
        }
        Interlocked.Increment(ref s_inUse);
        return stack;
    }

    /// <summary>Gives the stack back. Nobody may run on it any more.</summary>
    public void Free()
    {
        OwnList.Add(_slot);
        Interlocked.Decrement(ref s_inUse);
    }

    /// <summary>Adds the free stacks to what can be reclaimed; at boot.</summary>
    internal static void RegisterReclaimer() => FrameAllocator.RegisterReclaimer(s_reclaimer);

    private static FreeStacks OwnList => s_mapped[Hart.Current.Index % Limits.Harts];

    private static bool TryTakeMapped(out KernelStack stack)
    {
        if (OwnList.TryTake(out int slot))
        {
            stack = new KernelStack(slot);
            return true;
        }
        foreach (FreeStacks list in s_mapped)
        {
            if (!list.TryTake(out slot))
                continue;
            stack = new KernelStack(slot);
            return true;
        }
        stack = default;
        return false;
    }

    private static FreeStacks[] CreateLists()
    {
        var lists = new FreeStacks[Limits.Harts];
        for (int i = 0; i < lists.Length; i++)
            lists[i] = new FreeStacks();
        return lists;
    }

    private static bool TryTakeUnmapped(out KernelStack stack)
    {
        using var guard = s_lock.Enter();
        if (s_firstUnmapped != 0)
        {
            stack = new KernelStack(s_firstUnmapped - 1);
            s_firstUnmapped = s_slots[stack._slot].Next;
            return true;
        }
        stack = new KernelStack(s_neverUsed);
        if (s_neverUsed == SlotCount)
            return false;
        s_neverUsed++;
        return true;
    }

    private void ReturnUnmapped()
    {
        using var guard = s_lock.Enter();
        s_slots[_slot].Next = s_firstUnmapped;
        s_firstUnmapped = _slot + 1;
    }

    private bool TryMap()
    {
        for (int page = 0; page < PagesPerStack; page++)
        {
            if (!FrameAllocator.TryAllocate(out Frame frame, FrameCharge.Kernel))
            {
                Unmap(page);
                return false;
            }
            if (!KernelSpace.TryMapStackPage(PageAt(page), frame))
            {
                FrameAllocator.Release(frame);
                Unmap(page);
                return false;
            }
        }
        return true;
    }

    // Unmaps the lowest pages and releases their frames.
    private void Unmap(int pages)
    {
        for (int page = 0; page < pages; page++)
            FrameAllocator.Release(KernelSpace.UnmapStackPage(PageAt(page)));
        s_slots[_slot].UnmappedAt = TranslationFence.Advance();
    }

    private VirtualAddress PageAt(int page) => Bottom + (ulong)page * VirtualAddress.PageSize;

    private struct Slot
    {
        /// <summary>Next in the list of free slots.</summary>
        public int Next;

        /// <summary>The fence that every hart must have passed before these addresses are mapped again.</summary>
        public long UnmappedAt;
    }

    /// <summary>Slots whose stacks are mapped and free.</summary>
    private sealed class FreeStacks
    {
        private SpinLock _lock = new(LockOrder.KernelSpace);
        private int _first;
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public void Add(int slot)
        {
            using var guard = _lock.Enter();
            s_slots[slot].Next = _first;
            _first = slot + 1;
            _count++;
        }

        public bool TryTake(out int slot)
        {
            slot = -1;
            if (Count == 0)
                return false;
            using var guard = _lock.Enter();
            if (_first == 0)
                return false;
            slot = _first - 1;
            _first = s_slots[slot].Next;
            _count--;
            return true;
        }
    }

    private sealed class StackReclaimer : IKernelReclaimer
    {
        public string Name => "kernel stack";

        public int InUse => Volatile.Read(ref s_inUse);

        public uint ObjectBytes => Limits.KernelStackBytes;

        public ulong HeldFrames => (ulong)(Volatile.Read(ref s_inUse) + MappedFree) * PagesPerStack;

        public ulong ReclaimableFrames => (ulong)MappedFree * PagesPerStack;

        private static int MappedFree
        {
            get
            {
                int stacks = 0;
                foreach (FreeStacks list in s_mapped)
                    stacks += list.Count;
                return stacks;
            }
        }

        public ulong Reclaim(ulong frames)
        {
            ulong freed = 0;
            while (freed < frames && TryTakeMapped(out KernelStack stack))
            {
                stack.Unmap(PagesPerStack);
                stack.ReturnUnmapped();
                freed += PagesPerStack;
            }
            return freed;
        }
    }
}
