// Processes that wait for a condition, in order of arrival.
//
// Protocol: the condition is protected by some spin lock. A waiter holds that lock, finds the condition false and calls Wait, which
// queues the process, lets go of the lock and runs others; on return it holds the lock again and looks anew. A waker changes the
// condition under the lock and calls WakeOne or WakeAll. Nothing is lost, because the process is queued before the lock is free.
//
// A kill or an interruption (^C) may end an interruptible wait: it makes the process ready without touching the queue; the process takes
// itself off.
//
// _lock protects the list and the processes' links in it. Like SpinLock, a WaitQueue is a struct in its owner: never copy it.

using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Foundation;
using Xv6.Kernel.Processes;
using Xv6.Machine.Abi;

namespace Xv6.Kernel.Synchronization;

/// <summary>Whether a kill or an interruption ends a wait.</summary>
public enum Waiting
{
    /// <summary>Only a wake-up ends it: for waits that are sure to be short, such as disk I/O.</summary>
    Uninterruptible,

    /// <summary>A kill of the process, or an interruption of it, ends it too.</summary>
    Interruptible,
}

public struct WaitQueue()
{
    private SpinLock _lock = new(LockOrder.WaitQueue);
    private IntrusiveList<Process, Process.ByWait> _processes;

    public readonly bool IsEmpty => _processes.IsEmpty;

    /// <summary>Waits for a wake-up. The guard's lock is free meanwhile and held again on return.</summary>
    /// <returns><see cref="ErrorNumber.Interrupted"/> when an interruptible wait found the process interrupted, else None. Look at the
    /// condition again either way: there may be wake-ups for no reason.</returns>
    public ErrorNumber Wait(in SpinLock.Guard guard, Waiting mode = Waiting.Interruptible) => Wait(ref guard.Lock, mode);

    /// <inheritdoc cref="Wait(in SpinLock.Guard, Waiting)"/>
    public ErrorNumber Wait(ref SpinLock held, Waiting mode)
    {
        Process.Current.Diagnostics.WaitsFor = held.Class;
        return WaitFor(ref held, mode);
    }

    /// <summary>The same for a caller that has said in its process's diagnostics what it waits for.</summary>
    internal ErrorNumber WaitFor(ref SpinLock held, Waiting mode)
    {
        Process process = Process.Current;
        _lock.Acquire();
        Append(process);
        process.PrepareToWait(mode);
        _lock.Release();
        held.Release();
        Scheduler.Block(process);
        _lock.Acquire();
        if (process.IsQueuedToWait)
            Remove(process);
        _lock.Release();
        held.Acquire();
        return mode == Waiting.Interruptible && process.IsInterrupted ? ErrorNumber.Interrupted : ErrorNumber.None;
    }

    /// <summary>Wakes the process that has waited longest. Returns false if there was none.</summary>
    public bool WakeOne()
    {
        if (_processes.PeekFirst is null)
            return false;
        using var guard = _lock.Enter();
        while (_processes.First is { } process)
        {
            Remove(process);
            if (Scheduler.TryWake(process))
                return true;
        }
        return false;
    }

    public void WakeAll()
    {
        if (_processes.PeekFirst is null)
            return;
        using var guard = _lock.Enter();
        while (_processes.First is { } process)
        {
            Remove(process);
            Scheduler.TryWake(process);
        }
    }

    private void Append(Process process)
    {
        Invariant.Check(!process.IsQueuedToWait, "a process is put into a wait queue twice");
        _processes.Append(process);
        process.IsQueuedToWait = true;
    }

    private void Remove(Process process)
    {
        _processes.Remove(process);
        process.IsQueuedToWait = false;
    }
}
