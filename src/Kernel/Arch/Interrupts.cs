// Sections of the kernel that no interrupt of their hart may enter.
//
// They nest: Hart counts the depth. Entering and leaving one touches no register of the hart's, as that is slow on every machine. An
// interrupt that comes within a section is put off instead: its trap turns interrupts off (sstatus.SIE; Privileged ISA, "Supervisor Status
// Register") and returns, and the end of the outermost section turns them on again, which brings the interrupt back. It stays pending
// all the while.
//
// The kernel is not preempted, so a hart can't change between two instructions of these methods.

using Xv6.Kernel.Processes;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Arch;

public static class Interrupts
{
    // What sret makes of sstatus.SIE.
    private const ulong EnableAtReturn = 1 << 5;

    // sstatus.SIE.
    private const ulong EnableNow = 1 << 1;

    /// <summary>Whether interrupts are on now, not counting that a critical section puts them off.</summary>
    public static bool AreEnabled => (ControlRegisters.ReadStatus() & EnableNow) != 0;

    [InlineAssembly("csrsi sstatus, 2", "~{memory}")]
    public static void Enable()
    {
    }

    [InlineAssembly("csrci sstatus, 2", "~{memory}")]
    public static void Disable()
    {
    }

    /// <summary>Begins a section that no interrupt of this hart may enter, and that can't be moved to another hart.</summary>
    public static Hart EnterCriticalSection()
    {
        InterleavingPoint.Pass();
        Hart hart = Hart.Current;
        hart.CriticalDepth++;
        KeepOrder();
        return hart;
    }

    public static void ExitCriticalSection()
    {
        KeepOrder();
        Hart hart = Hart.Current;
        LockChecker.BeforeExitCriticalSection(hart);
        int depth = hart.CriticalDepth - 1;
        hart.CriticalDepth = depth;

        // The depth first: an interrupt between the two is no longer put off.
        KeepOrder();
        if (depth == 0 && hart.InterruptIsDeferred)
            EnableDeferred(hart);
    }

    /// <summary>Within a critical section: interrupts only become pending, until the outermost section ends.</summary>
    internal static void Defer(Hart hart)
    {
        Disable();
        hart.InterruptIsDeferred = true;
    }

    /// <summary>For a trap from the kernel: whether it interrupted a critical section, and is to come again after it.</summary>
    internal static bool TryDefer()
    {
        Hart hart = Hart.Current;
        if (hart.CriticalDepth == 0)
            return false;
        hart.InterruptIsDeferred = true;
        ControlRegisters.ClearStatus(EnableAtReturn);
        return true;
    }

    private static void EnableDeferred(Hart hart)
    {
        hart.InterruptIsDeferred = false;
        Enable();
    }

    // For the compiler: accesses before and after stay there.
    [InlineAssembly("", "~{memory}")]
    private static void KeepOrder()
    {
    }
}
