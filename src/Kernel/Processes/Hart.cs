// One hardware thread and what the kernel keeps for it. The tp register holds the hart's object while it runs kernel code.
//
// Only its own hart writes these fields, with interrupts off, except where a comment says otherwise.

using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Synchronization;
using Xv6.Machine.Compilation;

namespace Xv6.Kernel.Processes;

public sealed class Hart
{
    [ThreadStatic]
    private static Hart? s_hostHart;

    private static int s_hostHarts;

    private const int Reschedule = 1, ActivateAddressSpace = 2;

    private int _index;

    /// <summary>The hart that runs this code. Valid only while the process can't move: in a critical section, or for a hint.</summary>
    public static Hart Current
    {
        [InlineAssembly("mv $0, tp", "=r")]
        get => s_hostHart ??= CreateHostHart();
    }

    /// <summary>0 for the boot hart, then in order of arrival.</summary>
    public int Index
    {
        get => _index;
        internal init => (_index, Translations) = (value, new HartTranslations<TranslationCache>(value));
    }

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

    /// <summary>The address space that user addresses mean here.</summary>
    internal HartTranslations<TranslationCache> Translations;

    // What the hart has to do before it goes to user mode.
    private int _returnWork;

    /// <summary>The spin locks held here, in checked builds.</summary>
    public HeldLocks HeldLocks;

    internal bool HasReturnWork => _returnWork != 0;

    /// <summary>Another process should have its turn at the next return to user mode.</summary>
    internal bool RescheduleRequested => (_returnWork & Reschedule) != 0;

    internal void RequestReschedule() => Interlocked.Or(ref _returnWork, Reschedule);

    internal void ForgetRescheduleRequest() => Interlocked.And(ref _returnWork, ~Reschedule);

    /// <summary>The process's address space must be activated before the next return to user mode.</summary>
    internal void RequestActivation() => Interlocked.Or(ref _returnWork, ActivateAddressSpace);

    /// <summary>Another process runs, and the turn of the one before is over. Called in a critical section.</summary>
    internal void BeginTurn(Process process)
    {
        Process = process;
        _returnWork = ActivateAddressSpace;
    }

    /// <summary>Does what it takes to go to user mode in the process's address space. Called with interrupts off.</summary>
    internal void ActivateAddressSpaceOf(Process process)
    {
        _returnWork &= ~ActivateAddressSpace;
        process.AddressSpace!.Activate();
    }

    /// <summary>What this hart is doing, for reports; others read it.</summary>
    internal HartDiagnostics Diagnostics;

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
