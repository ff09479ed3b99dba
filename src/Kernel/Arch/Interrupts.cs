// Turning interrupts of this hart off and on (sstatus.SIE; Privileged ISA, "Supervisor Status Register").
//
// Sections that need them off nest: Hart counts the depth, and interrupts come back when the outermost section ends, if they were on
// before it began.

using Xv6.Kernel.Processes;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Arch;

public static class Interrupts
{
    private const ulong SupervisorInterruptEnable = 1 << 1;

    public static bool AreEnabled => (ReadStatus() & SupervisorInterruptEnable) != 0;

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
        ulong before = DisableAndReadStatus();
        Hart hart = Hart.Current;
        if (hart.CriticalDepth++ == 0)
            hart.EnableAfterCriticalSection = (before & SupervisorInterruptEnable) != 0;
        return hart;
    }

    public static void ExitCriticalSection()
    {
        Hart hart = Hart.Current;
        if (--hart.CriticalDepth == 0 && hart.EnableAfterCriticalSection)
            Enable();
    }

    [InlineAssembly("csrr $0, sstatus", "=r")]
    private static ulong ReadStatus() => 0;

    [InlineAssembly("csrrci $0, sstatus, 2", "=r,~{memory}")]
    private static ulong DisableAndReadStatus()
    {
        InterleavingPoint.Pass();
        return 0;
    }
}
