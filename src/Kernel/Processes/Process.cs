// A process: an address space, open files, a place in the tree, and one thread of execution with its kernel stack.
//
// This part holds what waiting and scheduling need; Process.Tree.cs the family, Process.Resources.cs what it owns. Who may write which
// field is said at the field. Objects are pooled and type-stable: a stale reference finds some process, never something else.

using Xv6.Kernel.Arch;
using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Synchronization;

namespace Xv6.Kernel.Processes;

public sealed partial class Process : IPooled<Process>
{
    private PoolLink<Process> _poolLink;
    private int _runState;
    private bool _isKilled;
    private bool _isInterrupted;

    /// <summary>The process that runs this code. The hart may change under it; the process may not, so this needs no critical section.</summary>
    public static Process Current => Hart.Current.Process;

    /// <inheritdoc/>
    public ref PoolLink<Process> PoolLink => ref _poolLink;

    /// <summary>Changes hands by compare-and-swap: see <see cref="Scheduler.TryWake"/>.</summary>
    public RunState State => (RunState)Volatile.Read(ref _runState);

    /// <summary>It has to end: it does so at its next return to user mode, and interruptible waits end at once.</summary>
    public bool IsKilled => Volatile.Read(ref _isKilled);

    /// <summary>Interruptible waits end at once: it was killed, or an interruption was noted that it has not taken yet.</summary>
    internal bool IsInterrupted => IsKilled || Volatile.Read(ref _isInterrupted);

    /// <summary>Neighbours in the wait queue; the queue's lock protects it.</summary>
    internal ListLinks<Process> WaitLinks;

    /// <summary>Whether it is linked into a wait queue; the queue's lock protects it.</summary>
    internal bool IsQueuedToWait;

    /// <summary>Next in a run queue; the queue's lock protects it.</summary>
    internal Process? NextReady;

    /// <summary>Whether some hart still runs on its stack: until that is false no other hart may switch to it, nor may it be freed.</summary>
    internal bool IsOnHart;

    /// <summary>What it holds and waits for.</summary>
    internal ProcessDiagnostics Diagnostics;

    /// <summary>The hart it ran on last.</summary>
    internal Hart? LastHart;

    /// <summary>Its kernel-mode registers while it doesn't run.</summary>
    internal ExecutionContext Context;

    /// <summary>Its floating-point registers while they aren't in a hart.</summary>
    internal FloatingPointState FloatingPoint;

    /// <summary>Index of the only hart it may run on, or -1.</summary>
    internal int PinnedHart { get; set; } = -1;

    /// <summary>Something has to be done before user mode goes on: see <see cref="UserTrap.PrepareReturn"/>.</summary>
    internal bool HasReturnWork => IsKilled || Alarm.IsDue(this);

    internal bool MayRunOn(Hart hart) => PinnedHart < 0 || PinnedHart == hart.Index;

    /// <summary>Announces that the caller (the process itself) is about to wait; a wake-up from now on counts.</summary>
    internal void PrepareToWait(Waiting mode)
        => Volatile.Write(ref _runState, (int)(mode == Waiting.Interruptible ? RunState.WaitingInterruptibly : RunState.Waiting));

    internal void SetState(RunState state) => Volatile.Write(ref _runState, (int)state);

    internal bool TryChangeState(RunState from, RunState to)
        => Interlocked.CompareExchange(ref _runState, (int)to, (int)from) == (int)from;

    /// <summary>Ends the interruptible wait that the process is in, or the next one that it begins.</summary>
    internal void NoteInterruption()
    {
        Volatile.Write(ref _isInterrupted, true);
        Interlocked.MemoryBarrier();
        Scheduler.Interrupt(this);
    }

    /// <summary>Whether an interruption was noted since the last call. For the process itself.</summary>
    internal bool TakeInterruption()
    {
        bool isInterrupted = Volatile.Read(ref _isInterrupted);
        if (isInterrupted)
            Volatile.Write(ref _isInterrupted, false);
        return isInterrupted;
    }

    /// <summary>Condemns the process. A hart that runs its user code is called, so that it notices at once.</summary>
    internal void Kill()
    {
        Volatile.Write(ref _isKilled, true);
        Interlocked.MemoryBarrier();
        Scheduler.Interrupt(this);
        if (State == RunState.Running && LastHart is { } hart && !ReferenceEquals(this, Current))
            InterProcessorInterrupt.Send(hart);
    }

    /// <summary>Wait queues and the timer's list go through <see cref="WaitLinks"/>.</summary>
    internal readonly struct ByWait : IListLinks<Process>
    {
        public static ref ListLinks<Process> Of(Process process) => ref process.WaitLinks;
    }

    /// <summary>Buckets of the process table.</summary>
    internal readonly struct ById : IChained<Process>
    {
        public static ref Process? NextOf(Process process) => ref process.NextInBucket;

        public static uint KeyOf(Process process) => (uint)process.Id;
    }

    /// <summary>Lists of children go through <see cref="FamilyLinks"/>.</summary>
    internal readonly struct ByFamily : IListLinks<Process>
    {
        public static ref ListLinks<Process> Of(Process process) => ref process.FamilyLinks;
    }
}
