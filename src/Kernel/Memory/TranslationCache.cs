// The hart's cache of address translations (TLB), and the satp register that says which tables it reads
// (Privileged ISA, "Supervisor Memory-Management Fence Instruction").
//
// When is a flush needed? A process has one thread, so its table changes only on the hart that runs it, or while it runs nowhere.
// - An entry becomes valid, or gets more rights: no flush. A hart that still has the old state takes a fault that finds everything in
//   order and flushes then.
// - An entry goes away, loses rights, or changes its frame: this hart flushes the page, or everything if there are many.
// - Another hart may remember an earlier stay of the process: when it comes back, all user translations are flushed.
// - Kernel mappings change only in KernelStack, which says how it makes the other harts forget.

using Xv6.Machine;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Memory;

internal static class TranslationCache
{
    /// <summary>Above so many pages, forgetting everything is cheaper than page by page.</summary>
    public const ulong PagesWorthFlushingSingly = 16;

    private const ulong Sv39 = 8ul << 60;
    private const ulong FrameMask = (1ul << 44) - 1;

    /// <summary>The value of satp for a root table.</summary>
    public static ulong SatpFor(Frame root) => Sv39 | root.Number;

    /// <summary>The root table this hart uses.</summary>
    public static ulong Satp
    {
        [InlineAssembly("csrr $0, satp", "=r")]
        get => 0;
    }

    /// <summary>
    /// Uses another root table, and forgets the user translations of the one before. The hart holds a reference to its root table, so that
    /// it can keep it while it has no process to run: then the process may end on another hart.
    /// </summary>
    public static void SwitchTo(Frame root)
    {
        if (!Target.IsMachine)
            return;
        Frame before = new((uint)(Satp & FrameMask));
        if (root != KernelSpace.Root)
            FrameAllocator.AddReference(root);
        WriteSatp(SatpFor(root));
        FlushUser(0);

        // The boot page table, which is not in a frame of the allocator, and the kernel's own are not counted.
        if (before != KernelSpace.Root && FrameTable.Of(before).State == FrameState.Kernel)
            FrameAllocator.Release(before);
    }

    /// <summary>Forgets the user translations.</summary>
    public static void FlushUser() => FlushUser(0);

    [InlineAssembly("sfence.vma $0, zero", "r,~{memory}")]
    public static void FlushPage(VirtualAddress address)
    {
    }

    /// <summary>Forgets everything, kernel mappings included.</summary>
    [InlineAssembly("sfence.vma zero, zero", "~{memory}")]
    public static void FlushAll()
    {
    }

    [InlineAssembly("csrw satp, $0", "r,~{memory}")]
    private static void WriteSatp(ulong satp)
    {
    }

    // With an address-space number given (ours are all 0), global mappings stay.
    [InlineAssembly("sfence.vma zero, $0", "r,~{memory}")]
    private static void FlushUser(ulong addressSpaceNumber)
    {
    }
}
