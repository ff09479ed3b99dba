// The processes that are ready to run on one hart, first in, first out.
//
// _lock protects the list and the processes' links in it.

using Xv6.Kernel.Diagnostics;
using Xv6.Kernel.Synchronization;

namespace Xv6.Kernel.Processes;

internal struct RunQueue()
{
    private SpinLock _lock = new(LockOrder.RunQueue);
    private Process? _head;
    private Process? _tail;
    private int _length;

    /// <summary>A hint: other harts may change it at any time.</summary>
    public readonly int Length => _length;

    public void Append(Process process)
    {
        using var guard = _lock.Enter();
        Invariant.Check(process.State == RunState.Ready, "a process that is not ready is put into a run queue");
        Invariant.Check(process.NextReady is null && !ReferenceEquals(_tail, process), "a process is put into a run queue twice");
        process.NextReady = null;
        if (_tail is { } tail)
            tail.NextReady = process;
        else
            _head = process;
        _tail = process;
        _length++;
    }

    /// <summary>
    /// Takes the process that is ready longest, may run on the hart, and has left the hart that it ran on (unless that is this one).
    /// Null if there is none.
    /// </summary>
    public Process? Take(Hart hart)
    {
        if (Volatile.Read(ref _length) == 0)
            return null;
        using var guard = _lock.Enter();
        Process? previous = null;
        for (var process = _head; process is not null; previous = process, process = process.NextReady)
        {
            if (!process.MayRunOn(hart) || (Volatile.Read(ref process.IsOnHart) && !ReferenceEquals(process, hart.Process)))
                continue;
            RemoveAfter(previous, process);
            return process;
        }
        return null;
    }

    private void RemoveAfter(Process? previous, Process process)
    {
        if (previous is null)
            _head = process.NextReady;
        else
            previous.NextReady = process.NextReady;
        if (ReferenceEquals(_tail, process))
            _tail = previous;
        process.NextReady = null;
        _length--;
        Invariant.Check((_length == 0) == (_head is null) && (_head is null) == (_tail is null), "a run queue has lost its ends");
    }
}
