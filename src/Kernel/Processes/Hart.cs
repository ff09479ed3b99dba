// One hardware thread and what the kernel keeps for it. The tp register holds the hart's object while it runs kernel code.
//
// Only its own hart writes these fields, with interrupts off, except where a comment says otherwise.

using Xv6.Kernel.Synchronization;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Processes;

public sealed class Hart
{
    [ThreadStatic]
    private static Hart? s_hostHart;

    private static int s_hostHarts;

    /// <summary>The hart that runs this code. Valid only while the process can't move: in a critical section, or for a hint.</summary>
    public static Hart Current
    {
        [InlineAssembly("mv $0, tp", "=r")]
        get => s_hostHart ??= CreateHostHart();
    }

    /// <summary>0 for the boot hart, then in order of arrival.</summary>
    public int Index { get; internal set; }

    /// <summary>The number that the machine gives it (mhartid).</summary>
    public ulong HardwareId { get; internal set; }

    /// <summary>How many critical sections are open: see <see cref="Arch.Interrupts"/>.</summary>
    public int CriticalDepth;

    /// <summary>An interrupt is pending that came in a critical section: interrupts are off until the outermost one ends.</summary>
    internal bool InterruptIsDeferred;

    /// <summary>The process that runs here; the hart's own idle process if none.</summary>
    public Process Process { get; internal set; } = null!;

    /// <summary>The process that the last switch came from, until that switch is complete.</summary>
    internal Process? SwitchedFrom;

    /// <summary>Runs when nothing else is ready.</summary>
    internal readonly Process IdleProcess = new();

    /// <summary>Processes that are ready to run here; other harts add to it and steal from it.</summary>
    internal RunQueue RunQueue = new();

    /// <summary>When this hart's timer fires next, in time units.</summary>
    internal ulong TimerDeadline;

    /// <summary>Whether it waits for an interrupt with nothing to do. Others read it to choose a hart for a process.</summary>
    internal bool IsIdle;

    /// <summary>Another process should have its turn at the next return to user mode.</summary>
    internal bool RescheduleRequested;

    /// <summary>The spin locks held here, in checked builds.</summary>
    public HeldLocks HeldLocks;

    /// <summary>Makes this the object of the hart that calls, which from now on runs the idle process.</summary>
    internal void Install(ulong hardwareId)
    {
        HardwareId = hardwareId;
        Process = IdleProcess;
        IdleProcess.Name = new ProcessName("idle"u8);
        IdleProcess.IsOnHart = true;
        IdleProcess.SetState(RunState.Running);
        SetHartPointer(this);
    }

    [InlineAssembly("mv tp, $0", "r")]
    private static void SetHartPointer(Hart hart)
    {
    }

    private static Hart CreateHostHart()
    {
        var hart = new Hart { Index = Interlocked.Increment(ref s_hostHarts) - 1 };
        hart.Process = hart.IdleProcess;
        return hart;
    }
}
