// Which process runs where, and the switch from one to the next.
//
// Each hart has a run queue; a hart that runs dry steals from the others, and waits for an interrupt when there is nothing to steal.
// A switch goes straight from process to process. Protocol of a switch: the old process's state is set before (Ready, Waiting, Zombie);
// IsOnHart stays true until its registers are saved and its stack is left, which the new process announces in CompleteSwitch. Until then
// no other hart takes it from a queue, so no hart ever waits for another one here.
//
// The kernel itself is not preempted: a process gives its hart away when it waits, when it exits, or on its way back to user mode.

using Xv6.Kernel.Arch;
using Xv6.Kernel.Memory;
using Xv6.Kernel.Synchronization;
using Xv6.Machine;

namespace Xv6.Kernel.Processes;

public static class Scheduler
{
    /// <summary>Makes a waiting process ready. False if it was not waiting: somebody else woke it.</summary>
    internal static bool TryWake(Process process)
    {
        if (!process.TryChangeState(RunState.Waiting, RunState.Ready) && !process.TryChangeState(RunState.WaitingInterruptibly, RunState.Ready))
            return false;
        Enqueue(process);
        return true;
    }

    /// <summary>Ends an interruptible wait, because <see cref="Process.IsInterrupted"/> came true.</summary>
    internal static void Interrupt(Process process)
    {
        if (process.TryChangeState(RunState.WaitingInterruptibly, RunState.Ready))
            Enqueue(process);
    }

    /// <summary>A process that was never run, or gave up its turn, is ready.</summary>
    internal static void MakeReady(Process process)
    {
        process.SetState(RunState.Ready);
        Enqueue(process);
    }

    /// <summary>Runs others until the process, which has called <see cref="Process.PrepareToWait"/>, is woken. No spin lock may be held.</summary>
    internal static void Block(Process process)
    {
        if (!Target.IsMachine)
        {
            BlockHostThread(process);
            return;
        }
        // Either we see the interruption, or who interrupts sees that we wait.
        Interlocked.MemoryBarrier();
        if (process.State == RunState.WaitingInterruptibly && process.IsInterrupted)
            Interrupt(process);
        SwitchAway();
    }

    /// <summary>Lets others have their turn, if there are any.</summary>
    public static void Yield()
    {
        Hart hart = Interrupts.EnterCriticalSection();
        hart.ForgetRescheduleRequest();
        bool others = hart.RunQueue.Length > 0;
        Interrupts.ExitCriticalSection();
        if (!others)
            return;
        MakeReady(Process.Current);
        SwitchAway();
    }

    /// <summary>Leaves the current process, whose state says how it can come back.</summary>
    internal static void SwitchAway()
    {
        Hart hart = Interrupts.EnterCriticalSection();
        LockChecker.BeforeSwitch(hart);
        Process previous = hart.Process;
        Process next = ChooseNext(hart);
        if (!ReferenceEquals(next, previous))
            SwitchTo(hart, previous, next);
        else
            previous.SetState(RunState.Running);
        Interrupts.ExitCriticalSection();
    }

    /// <summary>The end of the switch to a process that never ran before: it is in no critical section.</summary>
    internal static void CompleteFirstSwitch()
    {
        CompleteSwitch();
        Interrupts.ExitCriticalSection();
    }

    /// <summary>A process whose hart is no longer one it may run on goes to the right one.</summary>
    internal static void MoveToPinnedHart()
    {
        MakeReady(Process.Current);
        SwitchAway();
    }

    // Runs first on the new process's stack: the old process is now whole, and others may have it.
    private static void CompleteSwitch()
    {
        Hart hart = Hart.Current;
        Process previous = hart.SwitchedFrom!;
        hart.SwitchedFrom = null;
        Volatile.Write(ref previous.IsOnHart, false);
    }

    private static void SwitchTo(Hart hart, Process previous, Process next)
    {
        next.IsOnHart = true;
        next.LastHart = hart;
        next.SetState(RunState.Running);
        hart.BeginTurn(next);
        hart.SwitchedFrom = previous;
        ulong now = Timer.Now;
        previous.SwitchOut(now);
        next.SwitchIn(now);
        if (ReferenceEquals(previous, hart.IdleProcess) || ReferenceEquals(next, hart.IdleProcess))
            Timer.SetNextInterrupt(hart);
        ExecutionContext.Switch(ref previous.Context, ref next.Context);

        // Some hart, perhaps another one, has switched back to the previous process.
        CompleteSwitch();
    }

    /// <summary>What a hart's idle process does for ever: runs whatever becomes ready, and waits for interrupts.</summary>
    internal static void RunIdleLoop()
    {
        Hart hart = Hart.Current;
        while (true)
        {
            Interrupts.EnterCriticalSection();

            // What comes from here on ends the wait, and is taken at the end of the section.
            Interrupts.Defer(hart);
            Volatile.Write(ref hart.IsIdle, true);
            Interlocked.MemoryBarrier();
            Process? next = FindReady(hart);
            if (next is null && hart.RunQueue.Length == 0 && !FrameAllocator.ZeroAhead())
                ControlRegisters.WaitForInterrupt();
            Volatile.Write(ref hart.IsIdle, false);
            if (next is not null)
                SwitchTo(hart, hart.IdleProcess, next);
            Interrupts.ExitCriticalSection();
        }
    }

    private static Process ChooseNext(Hart hart) => FindReady(hart) ?? hart.IdleProcess;

    private static Process? FindReady(Hart hart)
    {
        if (hart.RunQueue.Take(hart) is { } own)
            return own;
        for (int i = 1; i < HartTable.Count; i++)
        {
            Hart victim = HartTable.At((hart.Index + i) % HartTable.Count);
            if (victim.RunQueue.Take(hart) is { } stolen)
                return stolen;
        }
        return null;
    }

    private static void Enqueue(Process process)
    {
        Hart target = ChooseHart(process);
        target.RunQueue.Append(process);

        // Either the idle hart sees the process, or we see that it is idle.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref target.IsIdle))
            InterProcessorInterrupt.Send(target);
    }

    // The hart it ran on last if that is idle, or busy like all others; else an idle one.
    private static Hart ChooseHart(Process process)
    {
        Hart preferred = process.LastHart ?? Hart.Current;
        if (Volatile.Read(ref preferred.IsIdle) && process.MayRunOn(preferred))
            return preferred;
        for (int i = 0; i < HartTable.Count; i++)
        {
            Hart hart = HartTable.At(i);
            if (Volatile.Read(ref hart.IsIdle) && process.MayRunOn(hart))
                return hart;
        }
        return process.MayRunOn(preferred) ? preferred : HartTable.At(process.PinnedHart);
    }

    // On CoreCLR a "process" is a thread that the test started; it looks until somebody wakes it.
    private static void BlockHostThread(Process process)
    {
        while (process.State is RunState.Waiting or RunState.WaitingInterruptibly)
            Thread.Yield();
        process.SetState(RunState.Running);
    }
}
